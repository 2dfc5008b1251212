// ical.js, as Thunderbird uses it: times by the VTIMEZONE in the file.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function written(time) {
  if (time.isDate) return time.toString();
  if (time.zone === ICAL.Timezone.localTimezone) return `${time} floating`;
  return time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function read(path) {
  ICAL.TimezoneService.reset();
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      start: written(event.startDate),
      end: written(event.endDate),
      summary: event.summary ?? "",
      description: event.description ?? "",
      location: event.location ?? "",
    };
  });
}

const answers = readFileSync(0, "utf8").split("\n").map((path) => {
  try {
    return read(path);
  } catch (error) {
    return { error: String(error) };
  }
});
process.stdout.write(JSON.stringify(answers));
