// Visits: the desk notes what there was when a reader opened the front page after an hour or more, and compares the next visit with it.
"use strict";

(() => {
  const SEEN = "onrecord.seen";
  const HOUR = 3600_000;
  const now = Date.now();
  let seen = 0;
  try { seen = Number(localStorage.getItem(SEEN)) || 0; } catch { return; } // without storage each page would be a visit
  if (now - seen < HOUR) { localStorage.setItem(SEEN, String(now)); return; }
  // A desk that is busy with a load says so: then the visit begins with the next page.
  fetch("/today/visit", { method: "POST", headers: FORM_TOKEN }).then((answer) => { if (answer.ok) localStorage.setItem(SEEN, String(now)); }, () => {});
})();
