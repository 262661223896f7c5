// What was read: kept in this browser, never on the desk. Of a story it is kept how many reports it had, so that more make it unread.
"use strict";

(() => {
  const READ = "onrecord.read";
  const KEPT = 20_000; // the latest

  const opened = document.querySelector("h1[data-star]");
  const count = (each) => Number(each.dataset.count || 1);

  function read() {
    try { return new Map(JSON.parse(localStorage.getItem(READ) || "[]")); } catch { return new Map(); }
  }

  function keep(known) {
    try { localStorage.setItem(READ, JSON.stringify([...known].slice(-KEPT))); } catch { tell("The browser keeps nothing: what was read is not remembered."); }
  }

  function note(each, isRead) {
    const known = read();
    known.delete(each.dataset.star); // what was read last stands last
    if (isRead) known.set(each.dataset.star, count(each));
    keep(known);
    show();
  }

  function show() {
    const known = read();
    for (const each of document.querySelectorAll("a[data-star]")) {
      const seen = known.get(each.dataset.star);
      each.classList.toggle("read", seen >= count(each));
      each.classList.toggle("unread", !(seen >= count(each)));
      let words = each.nextElementSibling?.matches(".unread-words") ? each.nextElementSibling : null;
      const more = seen === undefined ? 0 : count(each) - seen;
      if (!words && more > 0) {
        words = document.createElement("span");
        words.className = "unread-words";
        each.after(words);
      }
      if (words) words.textContent = more > 0 ? ` ${more} since you read it` : "";
    }
    const button = document.querySelector("[data-read]");
    if (button && opened) button.textContent = known.get(opened.dataset.star) >= count(opened) ? "Mark as unread" : "Mark as read";
  }

  function toggle(each) {
    if (!each) { tell("Go to a headline first: j and k."); return; }
    const isRead = !(read().get(each.dataset.star) >= count(each));
    note(each, isRead);
    tell(isRead ? "Marked as read." : "Marked as unread.");
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "u" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, dialog")) return;
    toggle(document.querySelector("a[data-star].here") || opened);
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-read]")) toggle(opened); });
  document.addEventListener("htmx:afterSwap", show);
  addEventListener("storage", show); // read in another window

  if (opened) note(opened, true); else show();
})();
