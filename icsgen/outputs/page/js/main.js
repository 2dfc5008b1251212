// Panels, keys, the service worker, and the order in which all begins.

let opened = null; // the panel in the dialog and where it came from

/** Show a part of the page in the dialog. It is the part itself, not a copy. */
function openSheet(id) {
  closeSheet();
  const panel = $(id), mark = document.createComment(id);
  panel.before(mark);
  opened = {panel, mark, hidden: panel.hidden};
  panel.hidden = false;
  $('sheet-body').append(panel);
  const heading = panel.querySelector('h2');
  if (heading) $('sheet').setAttribute('aria-labelledby', heading.id);
  else $('sheet').setAttribute('aria-label', panel.getAttribute('aria-label'));
  $('sheet').className = `sheet-${id}`;
  if (id === 'subscribe') showScopes();
  $('sheet').showModal();
}

function closeSheet() {
  if ($('sheet').open) $('sheet').close();
  if (!opened) return;
  opened.panel.hidden = opened.hidden;
  opened.mark.replaceWith(opened.panel);
  for (const name of ['aria-labelledby', 'aria-label']) $('sheet').removeAttribute(name);
  opened = null;
}

/** Say something to a screen reader. */
function say(text) {
  $('said').textContent = '';
  setTimeout(() => { $('said').textContent = text; }, 50);
}

function startPanels() {
  document.body.append(make('p', {id: 'said', class: 'unseen', role: 'status'}));
  for (const opener of all('[data-open]')) opener.addEventListener('click', () => openSheet(opener.dataset.open));
  $('sheet').addEventListener('close', closeSheet);
  $('sheet').addEventListener('click', event => { if (event.target === $('sheet')) closeSheet(); });
  $('days').addEventListener('click', event => {
    const link = event.target.closest('a');
    if (!link) return;
    event.preventDefault(); // the address keeps the choices
    closeSheet();
    goTo($(link.hash.slice(1)));
  });
  $('language').addEventListener('change', event => {
    state.l = event.target.value;
    speak(state.l);
    writeAddress();
  });
  document.addEventListener('keydown', event => {
    if (event.key !== '/' || event.target.matches('input, select, textarea') || opened || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!$('q').offsetParent) openSheet('tools');
    $('q').focus();
  });
}

/** Do what the address says. */
function follow() {
  const {anchor, picks} = readAddress();
  if (anchor) Object.assign(state, kept);
  receive(picks ?? (anchor ? packIds(readStore()) : ''));
  showView();
  showZone();
  applyFilters();
  Object.assign(kept, state);
  if (anchor === 'now') jumpToNow();
  else if (anchor === 'subscribe' || new URLSearchParams(location.hash.slice(1)).has('subscribe')) openSheet('subscribe');
  else if (anchor && $(anchor) && !document.activeElement.matches('input')) goTo($(anchor)); // unless somebody types already
}
const kept = {};

/** Keep the last programme for where there is no net, and tell of a newer one. */
function startKeeping() {
  if (!('serviceWorker' in navigator) || !location.protocol.startsWith('http')) return;
  navigator.serviceWorker.register('sw.js').catch(() => {}); // not allowed here; the page works without
  let asked = Date.now();
  const ask = async () => {
    notice('offline', navigator.onLine ? [] : [t('offline')]);
    if (document.hidden || !navigator.onLine || Date.now() - asked < 300000) return;
    asked = Date.now();
    try {
      const answer = await fetch('version.txt', {cache: 'no-cache'}), version = (await answer.text()).trim();
      if (answer.ok && version !== root.dataset.version) notice('newer', [t('newer')], [button('reload', () => location.reload(), 'primary')]);
    } catch { /* no net: later */ }
  };
  for (const name of ['online', 'offline']) window.addEventListener(name, ask);
  document.addEventListener('visibilitychange', ask);
  setInterval(ask, 600000);
  if (!navigator.onLine) ask();
}

async function start() {
  readData();
  readAddress();
  lang = data.language;
  locale = localeOf(lang);
  words = data.words;
  startPanels();
  startZones();
  startFilters();
  startNow();
  startGrid();
  startPicks();
  startSubscribe();
  follow();
  hooks.worded.push(() => { showZone(); applyFilters(); showPicks(); showChanges(); });
  await speak(preferredLanguage());
  showChanges();
  window.addEventListener('hashchange', () => { follow(); speak(preferredLanguage()); showChanges(); });
  startKeeping();
  root.classList.add('ready');
  performance.mark('icsgen-ready');
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
