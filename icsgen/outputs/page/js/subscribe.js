// Subscribing: to everything, or to exactly what is filtered where the site has such a feed.

let feeds; // kind and name to file, loaded when first asked for

async function feedOfFilter() {
  const chosen = FACETS.filter(facet => state[facet]);
  if (state.q || state.mine || shared || chosen.length !== 1 || chosen[0] === 'type') return null;
  try {
    feeds ??= new Map((await (await fetch('feeds.json', {cache: 'no-cache'})).json()).feeds.map(feed => [`${feed.kind} ${feed.name}`, feed.file]));
  } catch {
    return null; // opened from a file, or offline
  }
  return feeds.get(`${chosen[0]} ${state[chosen[0]]}`) || null;
}

async function showScopes() {
  const filtered = ['q', ...FACETS, 'mine'].some(key => state[key]), file = filtered ? await feedOfFilter() : null;
  const facet = FACETS.find(key => state[key]);
  $('scope').hidden = !file;
  $('scope-none').hidden = !filtered || Boolean(file);
  if (file) $('scope-name').textContent = t('filtered', {name: facet === 'day' ? longDay(state.day) : state[facet]});
  const scopes = all('#scope input');
  scopes[file ? 1 : 0].checked = true;
  const show = () => {
    const narrow = file && scopes[1].checked;
    showWays(narrow ? file : 'all.ics', narrow ? `${data.title}: ${state[facet]}` : data.title, narrow ? addressOf({[facet]: state[facet]}, []) + '&subscribe=1' : '#subscribe');
  };
  $('scope').onchange = show;
  show();
}

function showWays(file, name, hash) {
  const https = data.base + file.split('/').map(encodeURIComponent).join('/'), webcal = https.replace(/^\w+:/, 'webcal:');
  const [inner, title] = [https, name].map(encodeURIComponent);
  $('way-apple').href = webcal;
  $('way-download').href = file;
  $('address').value = https;
  if (!data.cloud) {
    $('way-google').href = `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`;
    $('way-outlook').href = `https://outlook.live.com/calendar/0/addfromweb?url=${inner}&name=${title}`;
    $('way-office').href = `https://outlook.office.com/calendar/0/addfromweb?url=${inner}&name=${title}`;
  }
  if ($('short')) $('short').hidden = file !== 'all.ics';
  const image = qrImage(data.base + hash, t('scan'));
  if (image) $('subscribe-qr').firstElementChild.replaceWith(image);
}

async function copy(text, control) {
  const before = control.textContent;
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = false;
  }
  if (!done) {
    const field = make('input', {readonly: true, dir: 'ltr', 'aria-label': t('copy_address')});
    field.value = text;
    control.parentNode.querySelector('.copy-field')?.remove();
    control.after(make('span', {class: 'copy-field'}, t('copy_failed'), field));
    field.select();
    return;
  }
  control.textContent = t('copied');
  say(t('copied'));
  setTimeout(() => { control.textContent = before; }, 2000);
}

function startSubscribe() {
  $('open-subscribe').addEventListener('click', event => { event.preventDefault(); openSheet('subscribe'); });
  $('copy-address').addEventListener('click', event => copy($('address').value, event.target));
  $('address').addEventListener('focus', event => event.target.select());
}
