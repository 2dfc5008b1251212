// What all parts share: the page's data, its words, and short ways to its elements. Texts from the programme
// reach the page as textContent only, never as markup.

const root = document.documentElement;
root.classList.add('js');

const $ = id => document.getElementById(id);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

let data; // what index.html carries for the script
let words; // sentences in the reader's language
let lang; // its code
let locale; // the same with the reader's region, which decides how dates are written
let talks; // one object per talk, in the order of the page
let byId; // Map from id to talk
const hooks = {filtered: [], picked: [], zoned: [], worded: []}; // what is done after a change

const run = name => hooks[name].forEach(hook => hook());

/** A new element: make('p', {class: 'note'}, 'text', child …). */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** The sentence of that key, its {names} filled; n decides the plural. */
function t(key, values = {}) {
  let sentence = words[key];
  if (typeof sentence !== 'string') sentence = sentence[new Intl.PluralRules(lang).select(values.n)] || sentence.other;
  return sentence.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === 'number' ? new Intl.NumberFormat(locale).format(values[name]) : values[name] ?? '');
}

const button = (key, act, kind = '', values) =>
  make('button', {type: 'button', class: `button ${kind}`, click: act}, t(key, values));

/** Text as search compares it: lower case, without accents and strokes. */
const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  .replace(/[ıłøđðßæœ]/g, letter => ({ı: 'i', ł: 'l', ø: 'o', đ: 'd', ð: 'd', ß: 'ss', æ: 'ae', œ: 'oe'})[letter]);

function readData() {
  data = JSON.parse($('data').textContent);
  const articles = document.getElementsByClassName('talk');
  const named = (kind, place) => data.tables[kind][place] ?? '';
  talks = data.talks.map(([id, uid, start, end, day, room, track, session, type, speakers, off], index) => {
    const element = articles[index], item = element.parentNode;
    return {
      id, uid, off, element, item, slot: item.parentNode.parentNode,
      title: element.firstElementChild.textContent,
      start: start || null, end: start ? end : null, // seconds since 1970; whole days have none
      day: data.days[day], room: named('room', room), track: named('track', track),
      session: named('session', session), type: named('type', type),
      speakers: speakers.map(place => named('speaker', place)),
    };
  });
  byId = new Map(talks.map(talk => [talk.id, talk]));
}

// -- language ------------------------------------------------------------------------------------------------

function preferredLanguage() {
  for (const wish of [state.l, ...(navigator.languages || [])]) {
    const code = (wish || '').toLowerCase().split('-')[0];
    if (data.languages.includes(code)) return code;
  }
  return data.language;
}

const localeOf = code => (navigator.languages || []).find(wish => wish.toLowerCase().split('-')[0] === code) || code;

async function speak(code) {
  let found = data.words;
  if (code !== data.language) {
    try {
      found = await (await fetch(`assets/${code}.json`)).json();
    } catch {
      code = data.language; // opened from a file, or offline before that language was ever loaded
    }
  }
  const same = code === lang;
  words = found;
  lang = code;
  locale = localeOf(code);
  $('language').value = code;
  if (same) return;
  root.lang = code;
  translate();
  run('worded');
}

const longDay = iso => new Intl.DateTimeFormat(locale, {weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC'})
  .format(new Date(`${iso}T12:00Z`));

/** Rewrite every sentence that was rendered in another language. */
function translate() {
  for (const element of all('[data-t]')) {
    const {t: key, n, time, ...rest} = element.dataset;
    if (key === 'moved' || time) continue; // zones.js writes the hours
    const values = n ? {n: +n} : rest;
    element.textContent = t(key, values);
  }
  for (const element of all('[data-ta]')) {
    const [attribute, key] = element.dataset.ta.split(':');
    element.setAttribute(attribute, t(key));
  }
  for (const element of all('[data-until]')) element.textContent = t('until', {day: longDay(element.dataset.until)});
  const dayTexts = new Map(data.days.map(iso => [iso, longDay(iso)]));
  for (const element of all('[data-date]')) element.textContent = dayTexts.get(element.dataset.date);
  for (const element of all('[data-range]')) {
    const [first, last] = element.dataset.range.split('/').map(iso => new Date(`${iso}T12:00Z`));
    element.textContent = new Intl.DateTimeFormat(locale, {dateStyle: 'long', timeZone: 'UTC'}).formatRange(first, last);
  }
}
