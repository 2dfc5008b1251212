// A reader's own choice of talks. The address carries it, the browser's storage mirrors it; a link from somebody else
// is shown and offered, and never takes the place of what the reader had.

const picked = new Set(); // ids, unknown ones included
let shared = null; // ids of a link that the reader is looking at
let seen = {}; // how each pick was when the reader last saw it
const storeKey = () => `icsgen:${data.base}`;

const ownIds = () => [...talks.filter(talk => picked.has(talk.id)).map(talk => talk.id), ...[...picked].filter(id => !byId.has(id))];
const ownTalks = () => talks.filter(talk => picked.has(talk.id));
const snapshot = talk => [talk.start, talk.end, talk.room, talk.title, talk.off];
const sameIds = (a, b) => a.length === b.length && a.every(id => b.includes(id));

function readStore() {
  try {
    const {picks = [], seen: before = {}} = JSON.parse(localStorage.getItem(storeKey())) || {};
    seen = before;
    return picks.filter(id => typeof id === 'string');
  } catch {
    return []; // storage is closed, or holds something else
  }
}

function writeStore() {
  try {
    localStorage.setItem(storeKey(), JSON.stringify({picks: ownIds(), seen}));
  } catch { /* the address still has them */ }
}

/** Make these the reader's own picks. */
function setPicks(ids) {
  picked.clear();
  ids.forEach(id => picked.add(id));
  for (const id of Object.keys(seen)) if (!picked.has(id)) delete seen[id];
  for (const talk of ownTalks()) seen[talk.id] ||= snapshot(talk);
  writeStore();
  showPicks();
  writeAddress();
}

function toggle(id) {
  setPicks(picked.has(id) ? [...picked].filter(other => other !== id) : [...picked, id]);
  if (state.mine) applyFilters();
}

// -- somebody's link -----------------------------------------------------------------------------------------

function receive(text) {
  const own = readStore(), {ids, whole} = unpackIds(text || '');
  if (!text || sameIds(ids, own)) {
    shared = null;
    notice('shared');
    return setPicks(own);
  }
  picked.clear();
  own.forEach(id => picked.add(id));
  shared = new Set(ids);
  showPicks();
  const end = keep => () => {
    shared = null;
    notice('shared');
    setPicks(keep);
    applyFilters();
  };
  const actions = own.length ? [button('add', end([...new Set([...own, ...ids])]), 'primary'), button('replace', end(ids))] : [button('keep', end(ids), 'primary')];
  const look = button('look', () => notice('shared', [t('looking')], [...actions, button('look_end', end(own), 'quiet')]), 'quiet');
  notice('shared', [t('shared', {n: ids.length}), ...(whole ? [] : [t('damaged_link')])], [look, ...actions]);
}

// -- the panel -----------------------------------------------------------------------------------------------

function duration(seconds) {
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? t('minutes', {n: minutes}) : t(minutes % 60 ? 'hours' : 'whole_hours', {h: Math.floor(minutes / 60), m: minutes % 60});
}

/** What lies between two picks that follow each other: a clash, a gap, no time at all. */
function between(before, after) {
  if (!before || !before.start || !after.start || before.day !== after.day) return null;
  if (after.start < before.end) return make('p', {class: 'between clash'}, t('clash'));
  const gap = after.start - before.end;
  if (!gap) return before.room === after.room ? null : make('p', {class: 'between'}, t('no_gap'));
  return make('p', {class: 'between'}, t('gap', {time: duration(gap)}));
}

function showPicks() {
  for (const talk of talks) {
    const on = String(picked.has(talk.id)), pick = talk.element.lastElementChild;
    if (pick.getAttribute('aria-pressed') !== on) pick.setAttribute('aria-pressed', on);
    talk.element.classList.toggle('picked', on === 'true');
    talk.element.classList.toggle('shared', Boolean(shared?.has(talk.id)));
  }
  const mine = ownTalks(), rows = [];
  for (const counter of all('[data-picks]')) counter.textContent = mine.length;
  let latest = null, day = '';
  for (const talk of mine) {
    if (talk.day !== day) rows.push(make('li', {class: 'day-row'}, longDay(day = talk.day)));
    const join = talk.off ? null : between(latest, talk);
    rows.push(make('li', {class: talk.off ? 'off' : ''},
      ...(join ? [join] : []),
      make('span', {class: 'span'}, talk.start ? `${hourText(talk.start)}–${hourText(talk.end)}` : t('all_day')),
      make('a', {href: `#t-${talk.id}`, dir: 'auto', click: event => { event.preventDefault(); show(talk); }}, talk.title),
      make('small', {dir: 'auto'}, [talk.off ? t('cancelled') : '', talk.room].filter(Boolean).join(' · ')),
      make('button', {type: 'button', class: 'close', 'aria-label': t('remove', {title: talk.title}), click: () => { toggle(talk.id); $('picks-h').focus(); }}, '×')));
    if (!talk.off && talk.start && (!latest || latest.day !== talk.day || talk.end > latest.end)) latest = talk;
  }
  const lost = [...picked].filter(id => !byId.has(id)).length;
  if (lost) rows.push(make('li', {class: 'note'}, t('gone_picks', {n: lost})));
  $('picks-list').replaceChildren(...rows);
  $('no-picks').hidden = mine.length + lost > 0;
  $('picks-tools').hidden = !mine.length;
  $('only-picks').checked = Boolean(state.mine);
  hideQr();
  run('picked');
}

/** Bring a talk before the reader, whatever is filtered. */
function show(talk) {
  closeSheet();
  if (!talk.shown) choose(Object.fromEntries(['q', ...FACETS, 'mine'].map(key => [key, ''])));
  goTo(talk.element);
}

const shareAddress = () => data.base + addressOf({}, ownIds());

function hideQr() {
  $('picks-qr-image').hidden = true;
  $('picks-qr').setAttribute('aria-expanded', 'false');
}

function startPicks() {
  $('picks-h').tabIndex = -1;
  $('programme').addEventListener('click', event => {
    const pick = event.target.closest('.pick');
    if (pick) toggle(pick.parentNode.id.slice(2));
  });
  $('only-picks').addEventListener('change', event => choose({mine: event.target.checked ? '1' : ''}));
  $('picks-file').addEventListener('click', () => download(`${t('my_picks')}: ${data.title}`, ownTalks(), 'picks.ics', $('picks-files')));
  $('picks-link').addEventListener('click', event => copy(shareAddress(), event.target));
  $('picks-qr').addEventListener('click', () => {
    const box = $('picks-qr-image'), image = box.hidden ? qrImage(shareAddress(), t('qr_show')) : null;
    if (!box.hidden) return hideQr();
    box.replaceChildren(image || make('p', {class: 'note'}, t('qr_too_long')));
    box.hidden = false;
    $('picks-qr').setAttribute('aria-expanded', 'true');
  });
  hooks.zoned.push(showPicks);
}
