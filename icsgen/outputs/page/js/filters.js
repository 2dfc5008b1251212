// Search and filters: which talks are shown, how many, and what could still be chosen. The texts are folded once; a
// search then looks into strings only.

let texts; // folded text of each talk, made on the first search
let shownCount = 0;

const valuesOf = (talk, facet) => (facet === 'speaker' ? talk.speakers : talk[facet] ? [talk[facet]] : []);

function searchText(talk) {
  const abstract = all('details > p:not(.links)', talk.element).map(part => part.textContent);
  return fold([talk.title, ...talk.speakers, talk.room, talk.track, talk.session, talk.type, ...abstract].join('\n'));
}

/** Show what fits the choices in `state`, and count what each further choice would leave. */
function applyFilters() {
  const needles = fold(state.q).split(/\s+/).filter(Boolean);
  if (needles.length) texts ??= talks.map(searchText);
  const facets = FACETS.filter(facet => state[facet]);
  const counts = Object.fromEntries(FACETS.map(facet => [facet, new Map()]));
  const count = (facet, talk) => valuesOf(talk, facet).forEach(value => counts[facet].set(value, (counts[facet].get(value) || 0) + 1));
  const perSlot = new Map(), perDay = new Map();
  shownCount = 0;
  talks.forEach((talk, index) => {
    const fits = (!shared || shared.has(talk.id)) && (!state.mine || picked.has(talk.id)) && needles.every(needle => texts[index].includes(needle));
    const misses = facets.filter(facet => !valuesOf(talk, facet).includes(state[facet]));
    talk.shown = fits && !misses.length;
    if (fits && !misses.length) FACETS.forEach(facet => count(facet, talk));
    else if (fits && misses.length === 1) count(misses[0], talk);
    if (talk.item.hidden === talk.shown) talk.item.hidden = !talk.shown;
    perSlot.set(talk.slot, (perSlot.get(talk.slot) || 0) + talk.shown);
    perDay.set(talk.day, (perDay.get(talk.day) || 0) + talk.shown);
    shownCount += talk.shown;
  });
  for (const [slot, shown] of perSlot) {
    if (slot.hidden === Boolean(shown)) slot.hidden = !shown;
    slot.classList.toggle('lone', shown === 1); // it need not stand in a column
  }
  for (const [day, shown] of perDay) {
    $(`d-${day}`).hidden = !shown;
    const link = document.querySelector(`#days a[href="#d-${day}"]`);
    link.parentNode.hidden = !shown;
    link.lastElementChild.textContent = new Intl.NumberFormat(locale).format(shown);
  }
  showFacets(counts);
  showStatus();
  run('filtered');
}

function showFacets(counts) {
  for (const select of all('select[data-facet]')) {
    const facet = select.dataset.facet;
    for (const option of select.options) {
      if (!option.value) continue;
      const found = counts[facet].get(option.value) || 0;
      option.textContent = `${facet === 'day' ? longDay(option.value) : option.value} (${found})`;
      option.disabled = !found && option.value !== state[facet];
    }
    select.value = state[facet];
  }
  if (document.activeElement !== $('q')) $('q').value = state.q;
  if ($('f-speaker')) $('f-speaker').value = state.speaker;
}

function showStatus() {
  const chosen = ['q', ...FACETS, 'mine'].filter(key => state[key]);
  const line = $('status');
  line.textContent = chosen.length || shared ? t('found', {n: shownCount, all: talks.length}) : '';
  const chips = $('chips');
  chips.replaceChildren(...chosen.map(key => {
    const value = key === 'day' ? longDay(state.day) : key === 'mine' ? t('my_picks') : state[key];
    return make('button', {type: 'button', class: 'chip', 'aria-label': `${t('clear')}: ${value}`, click: () => choose({[key]: ''})}, make('bdi', {}, value), ' ×');
  }));
  $('clear').hidden = !chosen.length;
  $('nothing').hidden = shownCount > 0;
}

/** Change choices; everything follows. */
function choose(changes) {
  Object.assign(state, changes);
  applyFilters();
  writeAddress();
}

function startFilters() {
  $('status').after(make('p', {id: 'chips', class: 'chips'}));
  for (const select of all('select[data-facet]')) {
    const facet = select.dataset.facet;
    const values = facet === 'day' ? data.days : data.tables[facet].slice().sort(new Intl.Collator(lang, {numeric: true}).compare);
    select.append(...values.map(value => make('option', {value}, value)));
    select.addEventListener('change', () => choose({[facet]: select.value}));
  }
  const speaker = $('f-speaker');
  if (speaker) {
    speaker.addEventListener('focus', () => $('speakers').append(...data.tables.speaker.map(value => make('option', {value}))), {once: true});
    speaker.addEventListener('change', () => choose({speaker: data.tables.speaker.includes(speaker.value) ? speaker.value : '', q: data.tables.speaker.includes(speaker.value) ? state.q : speaker.value || state.q}));
  }
  let typing;
  $('q').addEventListener('input', event => {
    clearTimeout(typing);
    typing = setTimeout(() => choose({q: event.target.value.trim()}), talks.length > 500 ? 120 : 30);
  });
  $('tools').addEventListener('submit', event => { event.preventDefault(); closeSheet(); });
  $('clear').addEventListener('click', () => choose(Object.fromEntries(['q', ...FACETS, 'mine'].map(key => [key, '']))));
  $('programme').addEventListener('click', event => {
    const link = event.target.closest('a[data-f]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose({[link.dataset.f]: link.textContent});
    $('programme').scrollIntoView();
  });
}
