// What is on now and what comes next, by instants; said in words on the talk, not by colour alone.

const SOON = 2 * 3600;

/** The talk to jump to: one that is on, else the next to come; none before the day and after the end. */
let current = null;

function tick() {
  const now = Date.now() / 1000, next = new Map();
  const shown = talks.filter(talk => talk.start && !talk.off);
  const marks = new Map();
  for (const talk of shown) {
    if (talk.start <= now && now < talk.end) marks.set(talk, 'now');
    else if (talk.start > now && talk.start - now <= SOON) {
      const first = next.get(talk.room);
      if (first === undefined || talk.start === first) {
        next.set(talk.room, talk.start);
        marks.set(talk, 'next');
      }
    }
  }
  for (const talk of talks) {
    const mark = marks.get(talk) || '';
    if (mark === (talk.mark || '') && !(mark && lang !== talk.markLang)) continue;
    talk.element.querySelector('.mark')?.remove();
    talk.element.classList.toggle('now', mark === 'now');
    if (mark) talk.element.querySelector('.meta').prepend(make('strong', {class: `mark ${mark}`}, t(mark)));
    Object.assign(talk, {mark, markLang: lang});
  }
  const visible = [...marks.keys()].filter(talk => talk.shown);
  current = visible.find(talk => talk.mark === 'now') || visible[0] || null;
  for (const jump of all('[data-jump]')) jump.hidden = !current;
}

function jumpToNow() {
  if (!current) return;
  closeSheet();
  goTo(current.element);
}

function goTo(element) {
  element.scrollIntoView({block: element.matches('.talk') ? 'center' : 'start', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'});
  if (!element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
  element.focus({preventScroll: true});
}

function startNow() {
  for (const jump of all('[data-jump]')) jump.addEventListener('click', jumpToNow);
  setInterval(tick, 30000);
  document.addEventListener('visibilitychange', () => document.hidden || tick());
  hooks.filtered.push(tick);
  hooks.worded.push(tick);
}
