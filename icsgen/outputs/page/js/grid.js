// The grid by room: the same elements as the list, placed by row and column. A row begins wherever a talk begins or
// ends; talks that begin together in one room stand below each other, so a row grows and nothing overlaps. A short
// talk may use its room until the next one there, so that five minutes need not be as tall as their text; a block
// behind each shows how long it lasts. Time in which nothing begins or ends takes little space.

const SHORT = 1200; // seconds; less than that is hardly as tall as a title and a name
const MANY = 20; // starts on a day, of which not all can be equally loud
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
  for (const made of all('.grid-made')) made.remove();
  for (const day of data.days) {
    const box = $(`d-${day}`).querySelector('.slots');
    if (on) {
      layDay(day, box);
      for (const [name, value] of [['role', 'region'], ['tabindex', '0'], ['aria-label', t('grid_of', {day: longDay(day)})]]) box.setAttribute(name, value);
    } else {
      for (const name of ['role', 'tabindex', 'aria-label']) box.removeAttribute(name);
      box.style.gridTemplateColumns = box.style.gridTemplateRows = '';
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
  const added = [], add = (kind, place, ...children) => {
    const element = make('div', {class: `grid-made ${kind}`, 'aria-hidden': 'true'}, ...children);
    [element.style.gridRow, element.style.gridColumn] = place;
    added.push(element);
  };
  add('grid-head corner', ['1', '1']);
  rooms.forEach((room, index) => add('grid-head', ['1', index + 2], make('bdi', {}, room || t('no_room'))));

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
  const lines = new Map(), heights = Array(row - 1).fill('auto'); // instant to the row that begins there
  const times = [...new Set(timed.flatMap(talk => [talk.start, talk.end]))].sort((a, b) => a - b);
  times.forEach((time, index) => {
    lines.set(time, row);
    const stacked = Math.max(1, ...[...(stacks.get(time)?.values() || [])].map(stack => stack.length));
    const minutes = Math.min(45, ((times[index + 1] ?? time) - time) / 60);
    heights.push(`minmax(${minutes * .08}rem, auto)`, ...Array(stacked - 1).fill('auto'));
    row += stacked;
  });
  box.style.gridTemplateRows = heights.join(' ');
  rooms.forEach((_, index) => add('grid-room', [`2 / ${row}`, index + 2]));

  const starts = [...stacks.keys()]; // in order, as the page lists them
  for (const [start, perRoom] of stacks) {
    const heading = [...perRoom.values()][0][0].slot.querySelector('h3'), top = lines.get(start);
    place(heading, top, lines.get(starts[starts.indexOf(start) + 1]) ?? row, 1);
    const minor = starts.length > MANY && start % 1800 > 0;
    heading.classList.toggle('minor', minor);
    if (!minor) add('grid-line', [top, `2 / ${last}`]);
    for (const [room, stack] of perRoom) {
      const next = starts.find(other => other > start && (room === '*' || stacks.get(other).has(room) || stacks.get(other).has('*')));
      const [column, columnEnd] = room === '*' ? [2, last] : [columns.get(room), columns.get(room) + 1];
      stack.forEach((talk, index) => {
        const from = top + index, free = index < stack.length - 1 ? from + 1 : Math.max(from + 1, lines.get(next) ?? row);
        const end = index < stack.length - 1 ? free : Math.min(free, Math.max(from + 1, lines.get(talk.end)));
        const until = talk.end - talk.start < SHORT ? free : end;
        place(talk.element, from, until, column, columnEnd);
        add(`grid-span ${talk.element.className.match(/hue\d|pause|$/)[0]}`, [`${from} / ${end}`, `${column} / ${columnEnd}`]);
      });
    }
  }
  box.prepend(...added);
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
