// The address holds everything that a reader chose: '#room=Hall+A&z=mine&p=2~K7QM2X3F9A0B'. It is written with
// replaceState, seldom enough for every browser, and an address that is opened or pasted always wins.

const FACETS = ['day', 'room', 'track', 'session', 'type', 'speaker'];
const CHOICES = ['q', ...FACETS, 'z', 'view', 'l', 'mine'];
const state = {};
let writing;

function readAddress() {
  const text = location.hash.slice(1), given = new URLSearchParams(text.includes('=') ? text : '');
  for (const key of CHOICES) state[key] = given.get(key) || '';
  return {anchor: text.includes('=') ? '' : text, picks: given.get('p')};
}

/** The address of the page with these choices; picks as ids. */
function addressOf(choices, ids) {
  const parts = CHOICES.filter(key => choices[key]).map(key => `${key}=${encodeURIComponent(choices[key]).replace(/%20/g, '+')}`);
  if (ids.length) parts.push(`p=${packIds(ids)}`);
  return parts.length ? `#${parts.join('&')}` : '';
}

function writeAddress() {
  clearTimeout(writing);
  writing = setTimeout(() => {
    const hash = addressOf(state, shared ? [...shared] : ownIds());
    if (hash !== location.hash) history.replaceState(history.state, '', hash || location.pathname + location.search);
  }, 400);
}

/** Ids as '2~K7QM2X3F9A0B': how many, and their letters; ids of another length follow after a dot. */
function packIds(ids) {
  const groups = new Map();
  for (const id of ids) groups.set(id.length, [...(groups.get(id.length) || []), id]);
  return [...groups.values()].map(group => `${group.length}~${group.join('')}`).join('.');
}

/** The inverse, and whether the text holds as many as it says. */
function unpackIds(text) {
  const ids = [];
  let whole = true;
  for (const group of text.split('.')) {
    const [, count, letters] = /^(\d{1,5})~([0-9A-Za-z]*)$/.exec(group) || [0, 1, ''];
    const even = letters.length / +count;
    const width = [6, 8].includes(even) ? even : 6;
    for (let at = 0; at + width <= letters.length; at += width) ids.push(letters.slice(at, at + width).toUpperCase());
    whole &&= width === even;
  }
  return {ids: [...new Set(ids)], whole};
}
