// node-ical, which home automation and countless bots use.
import { readFileSync } from "node:fs";
import ical from "node-ical";

function written(date) {
  if (date.dateOnly) {
    const two = (number) => String(number).padStart(2, "0");
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  }
  return date.toISOString().replace(".000Z", "Z");
}

const plain = (value) => (value && typeof value === "object" ? value.val : value) ?? "";

function read(path) {
  const parsed = ical.sync.parseFile(path);
  return Object.values(parsed)
    .filter((one) => one.type === "VEVENT")
    .map((one) => ({
      uid: one.uid,
      start: written(one.start),
      end: written(one.end),
      summary: plain(one.summary),
      description: plain(one.description),
      location: plain(one.location),
    }));
}

const answers = readFileSync(0, "utf8").split("\n").map((path) => {
  try {
    return read(path);
  } catch (error) {
    return { error: String(error) };
  }
});
process.stdout.write(JSON.stringify(answers));
