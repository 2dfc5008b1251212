// What changed for this reader: each pick as it is, against how it was when they last looked.

function changesOfPicks() {
  const found = [];
  for (const talk of ownTalks()) {
    const before = seen[talk.id];
    if (!before) continue;
    const [start, , room, title, off] = before, [startNow, , roomNow, titleNow, offNow] = snapshot(talk), what = [];
    if (offNow && !off) what.push(t('was_cancelled'));
    if (off && !offNow) what.push(t('was_back'));
    if (start !== startNow || before[1] !== talk.end) what.push(t('was_moved', {time: start ? wasText(start, talk) : t('all_day')}));
    if (room !== roomNow) what.push(t('was_room', {room: room || t('no_room')}));
    if (title !== titleNow) what.push(t('was_title', {title}));
    if (what.length) found.push({talk, what});
  }
  return found;
}

function showChanges() {
  const found = changesOfPicks();
  if (!found.length || shared) return notice('changed');
  const files = make('div');
  const list = make('ul', {}, ...found.map(({talk, what}) => make('li', {},
    make('a', {href: `#t-${talk.id}`, dir: 'auto', click: event => { event.preventDefault(); show(talk); }}, talk.title), `: ${what.join('; ')}`)));
  notice('changed', [make('strong', {}, t('changed', {n: found.length, all: ownTalks().length})), list, files], [
    button('changed_file', () => download(`${t('my_picks')}: ${data.title}`, found.map(({talk}) => talk), 'updates.ics', files), 'primary'),
    button('understood', () => {
      for (const {talk} of found) seen[talk.id] = snapshot(talk);
      writeStore();
      notice('changed');
    }),
  ]);
}

/** A lasting note above the programme; none without content. */
function notice(name, content = [], actions = []) {
  $(`notice-${name}`)?.remove();
  if (!content.length) return;
  const parts = content.map(part => (typeof part === 'string' ? make('p', {}, part) : part));
  $('notices').append(make('div', {id: `notice-${name}`, class: 'notice'}, make('div', {}, ...parts), make('p', {class: 'row'}, ...actions)));
}
