"use strict";
// The reader's own hours, which only the reader's device knows. The page is whole without them.
{
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "long", timeZone: zone });
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });
  for (const row of document.querySelectorAll("[data-start]")) {
    const start = new Date(row.dataset.start);
    const end = new Date(row.dataset.end);
    const cell = row.querySelector("dd");
    const hours = document.createElement("b");
    hours.textContent = `${clock.format(start)} – ${clock.format(end)}`;
    const name = document.createElement("span");
    name.className = "zone";
    name.textContent = zone;
    cell.append(`${day.format(start)} `, hours, " ", name);
    row.hidden = false;
  }
  const whole = document.getElementById("whole");
  whole.addEventListener("change", () => {
    for (const part of document.querySelectorAll(".said details")) part.open = whole.checked;
  });
}
