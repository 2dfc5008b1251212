// ical-generator.
import { readFileSync } from "node:fs";
import ical, { ICalEventStatus, ICalEventTransparency } from "../../engines/node_modules/ical-generator/dist/index.mjs";

const given = JSON.parse(readFileSync(process.argv[2], "utf8"));
const before = process.cpuUsage();
const calendar = ical({ prodId: "-//benchmark//benchmark//EN" });
calendar.timezone({ name: given.zone, generator: () => given.timezone });
for (const one of given.events) {
  calendar.createEvent({
    id: one.uid,
    stamp: given.stamp,
    start: one.start,
    end: one.end,
    timezone: given.zone,
    sequence: 0,
    lastModified: given.stamp,
    status: ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.TRANSPARENT,
    summary: one.summary,
    description: one.description,
    location: one.location,
    x: { "X-MICROSOFT-CDO-BUSYSTATUS": "FREE", ...one.kept },
  });
}
const size = Buffer.byteLength(calendar.toString());
const used = process.cpuUsage(before);
console.log((used.user + used.system) / 1e6, size);
