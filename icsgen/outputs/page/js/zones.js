// Hours in the venue's zone, the reader's own, or UTC. The days stay the venue's. What the page was rendered with is
// the venue's, so coming back to it needs no arithmetic; one formatter a zone writes all others.

const readersZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
const formatters = new Map();
const venueTexts = new Map(); // instant to hour, as rendered
const stampTexts = new Map(); // element to sentence with a date, as rendered

/** A formatter, or null where the browser does not know the zone. */
function formatter(zone, options) {
  const key = zone + JSON.stringify(options) + locale;
  if (!formatters.has(key)) {
    let made = null;
    const whole = zone.replace(/^UTC([+-])0?(\d+):00$/, (_, sign, hours) => `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`);
    for (const name of [whole, zone.replace(/^UTC(?=[+-])/, '')]) {
      try {
        made ||= new Intl.DateTimeFormat(locale, {...options, timeZone: name});
      } catch { /* the other spelling, which not every browser knows */ }
    }
    formatters.set(key, made);
  }
  return formatters.get(key);
}

const HOUR = {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'};
const chosenZone = () => ({mine: readersZone, utc: 'UTC'})[state.z] || data.zone;
const hour = (seconds, zone = chosenZone()) => formatter(zone, HOUR)?.format(seconds * 1000) ?? '';
const dayIn = (seconds, zone) => formatter(zone, {year: 'numeric', month: '2-digit', day: '2-digit'})?.format(seconds * 1000);
const moment = seconds => formatter(chosenZone(), {day: 'numeric', month: 'long', year: 'numeric', ...HOUR})?.format(seconds * 1000) ?? '';

/** What the page calls the venue's zone; its city only where somebody named that. */
const venueName = () => data.zoneName.split(' (')[0];
const city = zone => zone.split('/').pop().replace(/_/g, ' ');

function zoneName(zone, seconds) {
  const parts = formatter(zone, {timeZoneName: 'short'})?.formatToParts(seconds * 1000) || [];
  const letters = parts.find(part => part.type === 'timeZoneName')?.value;
  return letters && letters !== city(zone) ? `${city(zone)} (${letters})` : city(zone);
}

const shortDay = (seconds, zone) => formatter(zone, {weekday: 'short'})?.format(seconds * 1000) ?? '';

/** An hour in the chosen zone, with the day where that is not the day at the venue. */
function hourText(seconds) {
  if (!state.z) return venueTexts.get(seconds) ?? hour(seconds);
  const zone = chosenZone(), away = dayIn(seconds, zone) !== dayIn(seconds, data.zone);
  return away ? `${shortDay(seconds, zone)} ${hour(seconds)}` : hour(seconds);
}

function startZones() {
  const times = talks.filter(talk => talk.start).map(talk => talk.start);
  for (const element of all('.talk time, .slot > h3 > time')) venueTexts.set(Date.parse(element.dateTime) / 1000, element.textContent);
  for (const element of document.querySelectorAll('[data-t=as_of], [data-t=print_note]')) stampTexts.set(element, element.textContent);
  const differs = zone => !formatter(data.zone, HOUR) || times.some(time => `${hour(time, zone)}${dayIn(time, zone)}` !== `${hour(time, data.zone)}${dayIn(time, data.zone)}`);
  const offer = {mine: differs(readersZone), utc: differs('UTC')};
  for (const [key, offered] of Object.entries(offer)) $(`zone-${key}`).parentNode.hidden = !offered;
  $('zones').hidden = !offer.mine && !offer.utc;
  if (state.z && !offer[state.z]) state.z = '';
  $('zones').addEventListener('change', event => {
    state.z = event.target.value === 'venue' ? '' : event.target.value;
    showZone();
    writeAddress();
  });
}

function showZone() {
  const away = Boolean(state.z), first = talks.find(talk => talk.start)?.start ?? 0;
  all('#zones input').forEach(input => { input.checked = input.value === (state.z || 'venue'); });
  for (const [key, name] of [['venue', venueName()], ['mine', city(readersZone)]]) {
    $(`zone-${key}`).replaceChildren(t(key), make('small', {}, name));
  }
  $('zone-note').textContent = {mine: zoneName(readersZone, first), utc: 'UTC'}[state.z] || data.zoneName;
  root.classList.toggle('away', away);
  if (away || root.dataset.zoned) {
    root.dataset.zoned = state.z;
    const texts = new Map();
    for (const element of document.querySelectorAll('.talk time, .slot > h3 > time')) {
      const seconds = Date.parse(element.dateTime) / 1000;
      if (!texts.has(seconds)) texts.set(seconds, hourText(seconds));
      element.textContent = texts.get(seconds);
    }
    for (const heading of document.querySelectorAll('.slot > h3')) {
      heading.querySelector('.venue')?.remove();
      const time = heading.querySelector('time');
      if (away && time) heading.append(make('small', {class: 'venue'}, `${venueTexts.get(Date.parse(time.dateTime) / 1000)} ${venueName()}`));
    }
  }
  for (const element of document.querySelectorAll('[data-was]')) {
    const was = Date.parse(element.dataset.was) / 1000;
    element.textContent = t('moved', {time: wasText(was, byId.get(element.closest('.talk').id.slice(2)))});
  }
  for (const [element, rendered] of stampTexts) {
    const asRendered = !away && lang === data.language;
    element.textContent = asRendered ? rendered : t(element.dataset.t, {time: moment(Date.parse(element.dataset.time) / 1000)});
  }
  run('zoned');
}

/** An earlier hour of a talk, with its day if that was another. */
function wasText(seconds, talk) {
  const zone = formatter(chosenZone(), HOUR) ? chosenZone() : 'UTC';
  if (talk?.start && dayIn(seconds, zone) === dayIn(talk.start, zone)) return hour(seconds, zone);
  return `${shortDay(seconds, zone)} ${hour(seconds, zone)}`;
}
