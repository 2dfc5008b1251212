// A subscription as Thunderbird keeps one: it asks with If-None-Match, keeps what it has on 304, and on 200 replaces
// all that it has by what ical.js finds. Each line of standard input is an address to refresh; each answer a line of
// JSON: the status, and the instant, title and status of every event by UID.
import { createInterface } from "node:readline";
import ICAL from "ical.js";

let etag = null;
let events = {};

for await (const address of createInterface({ input: process.stdin })) {
  const answer = await fetch(address, { headers: etag ? { "If-None-Match": etag } : {} });
  if (answer.status === 200) {
    const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
    ICAL.TimezoneService.reset();
    for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
    events = {};
    for (const component of calendar.getAllSubcomponents("vevent")) {
      const event = new ICAL.Event(component);
      if (event.uid in events) throw new Error(`twice: ${event.uid}`);
      events[event.uid] = [
        event.startDate.convertToZone(ICAL.Timezone.utcTimezone).toString(),
        event.summary,
        component.getFirstPropertyValue("status"),
      ];
    }
    etag = answer.headers.get("etag");
  }
  console.log(JSON.stringify({ status: answer.status, events }));
}
