// Network first: what is newest where there is a net, what was last loaded where there is none or next to none.

const STORE = 'icsgen-1';
const PATIENCE = 5000; // milliseconds, where something is kept
const LANGUAGES = ['de', 'en', 'es', 'fr', 'ja', 'zh'];

const bare = address => address.origin + address.pathname; // queries only tell versions apart

self.addEventListener('install', event => {
  const spoken = navigator.languages.map(code => code.slice(0, 2)).find(code => LANGUAGES.includes(code)) || 'en';
  const needed = ['./', 'assets/style.css', 'assets/app.js', 'assets/icon.svg', 'qr.svg', 'feeds.json', `assets/${spoken}.json`];
  event.waitUntil(caches.open(STORE).then(store => store.addAll(needed.map(name => new Request(name, {cache: 'no-cache'})))).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

async function fresh(request, key) {
  const answer = await fetch(request);
  if (answer.ok && answer.type === 'basic') await (await caches.open(STORE)).put(key, answer.clone());
  return answer;
}

async function serve(request, key) {
  const kept = await caches.match(key) || (request.mode === 'navigate' && await caches.match('./'));
  const answer = fresh(request, key);
  if (!kept) return answer;
  const waited = new Promise(resolve => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([answer.catch(() => kept), waited]);
}

self.addEventListener('fetch', event => {
  const {request} = event, address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== location.origin || address.pathname.endsWith('/version.txt')) return;
  event.respondWith(serve(request, bare(address)));
});
