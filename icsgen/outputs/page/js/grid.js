// The grid by room: the same elements as the list, placed by row and column. A row begins wherever a talk begins or
// ends; talks that begin together in one room stand below each other, so a row grows and nothing overlaps.

const styled = []; // elements that were placed, to be set free again

function place(element, row, rowEnd, column, columnEnd = column + 1) {
  element.style.gridRow = `${row} / ${rowEnd}`;
  element.style.gridColumn = `${column} / ${columnEnd}`;
  styled.push(element);
}

function layGrid() {
  const on = state.view === 'grid' && matchMedia('(min-width: 900px)').matches;
  root.classList.toggle('gridded', on);
  for (const element of styled.splice(0)) element.style.gridRow = element.style.gridColumn = '';
  for (const head of all('.grid-head')) head.remove();
  for (const day of data.days) {
    const box = $(`d-${day}`).querySelector('.slots');
    if (on) {
      layDay(day, box);
      for (const [name, value] of [['role', 'region'], ['tabindex', '0'], ['aria-label', t('grid_of', {day: longDay(day)})]]) box.setAttribute(name, value);
    } else {
      for (const name of ['role', 'tabindex', 'aria-label']) box.removeAttribute(name);
      box.style.gridTemplateColumns = '';
    }
  }
}

function layDay(day, box) {
  const shown = talks.filter(talk => talk.day === day && talk.shown);
  const timed = shown.filter(talk => talk.start);
  const housed = timed.filter(talk => talk.room);
  const apart = talk => !talk.room && housed.every(other => other.end <= talk.start || other.start >= talk.end); // lunch: all rooms
  const rooms = [...new Set(housed.map(talk => talk.room))].sort(new Intl.Collator(lang, {numeric: true}).compare);
  if (timed.some(talk => !talk.room && !apart(talk))) rooms.push('');
  const columns = new Map(rooms.map((room, index) => [room, index + 2])), last = rooms.length + 2;
  box.style.gridTemplateColumns = `4.5rem repeat(${Math.max(rooms.length, 1)}, minmax(10.5rem, 1fr))`;

  const heads = [make('div', {class: 'grid-head corner', 'aria-hidden': 'true'}), ...rooms.map(room => make('div', {class: 'grid-head', 'aria-hidden': 'true'}, make('bdi', {}, room || t('no_room'))))];
  box.prepend(...heads);
  heads.forEach((head, index) => place(head, 1, 2, index + 1));

  let row = 2;
  for (const talk of shown.filter(talk => !talk.start)) place(talk.element, row, ++row, 2, last);
  const wholeDay = shown.find(talk => !talk.start);
  if (wholeDay) place(wholeDay.slot.querySelector('h3'), 2, row, 1);

  const key = talk => (apart(talk) ? '*' : talk.room);
  const stacks = new Map(); // start, then room, to the talks that begin there and then
  for (const talk of timed) {
    const stack = stacks.get(talk.start) || stacks.set(talk.start, new Map()).get(talk.start);
    stack.set(key(talk), [...(stack.get(key(talk)) || []), talk]);
  }
  const lines = new Map(); // instant to the row that begins there
  for (const time of [...new Set(timed.flatMap(talk => [talk.start, talk.end]))].sort((a, b) => a - b)) {
    lines.set(time, row);
    row += Math.max(1, ...[...(stacks.get(time)?.values() || [])].map(stack => stack.length));
  }
  const starts = [...stacks.keys()]; // in order, as the page lists them
  for (const [start, perRoom] of stacks) {
    const heading = [...perRoom.values()][0][0].slot.querySelector('h3');
    place(heading, lines.get(start), lines.get(starts[starts.indexOf(start) + 1]) ?? row, 1);
    for (const [room, stack] of perRoom) {
      const following = Math.min(...starts.filter(other => other > start && (room === '*' || stacks.get(other).has(room))), Infinity);
      stack.forEach((talk, index) => {
        const top = lines.get(start) + index;
        const bottom = index < stack.length - 1 ? top + 1 : Math.max(top + 1, lines.get(Math.min(talk.end, following)));
        place(talk.element, top, bottom, room === '*' ? 2 : columns.get(room), room === '*' ? last : undefined);
      });
    }
  }
}

function startGrid() {
  if (!$('views')) return;
  $('views').addEventListener('change', event => {
    state.view = event.target.value === 'grid' ? 'grid' : '';
    layGrid();
    writeAddress();
  });
  matchMedia('(min-width: 900px)').addEventListener('change', layGrid);
  hooks.filtered.push(() => { if (state.view || root.classList.contains('gridded')) layGrid(); });
}

function showView() {
  all('#views input').forEach(input => { input.checked = input.value === (state.view || 'list'); });
}
