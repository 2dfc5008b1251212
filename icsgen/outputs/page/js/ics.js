// A calendar of some talks, cut out of the published one: the same bytes, UIDs and stamps, no date arithmetic here.

/** A content line as RFC 5545 §3.1 has it: at most 75 octets a line, cut between characters. */
function contentLine(name, text) {
  const value = text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
  let out = '', octets = 0;
  for (const character of `${name}:${value}`) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 73) {
      out += '\r\n ';
      octets = 1;
    }
    out += character;
    octets += size;
  }
  return `${out}\r\n`;
}

const unfold = text => text.replace(/\r\n[ \t]/g, '');

/** The calendar, and how many of the talks it holds. */
async function cutCalendar(name, chosen) {
  const answer = await fetch(data.feed, {cache: 'no-cache'});
  if (!answer.ok) throw new Error(`${data.feed}: ${answer.status}`);
  const feed = await answer.text();
  const wanted = new Set(chosen.map(talk => talk.uid)), events = [];
  const first = feed.indexOf('BEGIN:VEVENT\r\n');
  for (let at = first; at >= 0;) {
    const end = feed.indexOf('END:VEVENT\r\n', at) + 12;
    if (end < 12) break;
    const event = feed.slice(at, end), uid = unfold(event).match(/\r\nUID:(.*)/);
    if (uid && wanted.delete(uid[1].trim())) events.push(event);
    at = feed.indexOf('BEGIN:VEVENT\r\n', end);
  }
  if (!events.length) throw new Error('none of them is in the feed');
  const head = feed.slice(0, first), zones = head.match(/BEGIN:VTIMEZONE\r\n[^]*?END:VTIMEZONE\r\n/g) || [];
  const maker = head.match(/\r\nPRODID:.*\r\n(?:[ \t].*\r\n)*/)[0].slice(2);
  return {
    text: `BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${maker}${contentLine('NAME', name)}${contentLine('X-WR-CALNAME', name)}${zones.join('')}${events.join('')}END:VCALENDAR\r\n`,
    count: events.length,
  };
}

/** Hand the reader a file of the talks; where that cannot be done, links to the single files. */
async function download(name, chosen, file, fallback) {
  fallback.replaceChildren();
  try {
    const {text} = await cutCalendar(name, chosen);
    const link = make('a', {href: URL.createObjectURL(new Blob([text], {type: 'text/calendar;charset=utf-8'})), download: file});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } catch {
    fallback.replaceChildren(make('p', {class: 'note'}, t('files_instead')), make('ul', {}, ...chosen.map(talk => make('li', {}, make('a', {href: `talk/${talk.id}.ics`}, talk.title)))));
  }
}
