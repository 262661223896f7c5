// Following: a page that shows all that is new in something counts as a look at it, up to the number that it was made with; and how
// much is new in all. Every page is whole without.
"use strict";

(() => {
  const badge = document.querySelector("[data-unread]");
  if (!badge) return;

  async function count() {
    const answer = await fetch("/api/following/unread");
    if (!answer.ok) return; // a desk that is busy: the next page asks again
    const unread = await answer.json();
    badge.hidden = unread.count === 0;
    badge.textContent = unread.count ? `${unread.count}${unread.partly ? "+" : ""}` : "";
    if (unread.count) badge.insertAdjacentHTML("beforeend", '<span class="hidden"> new</span>');
  }

  async function look() {
    for (const each of document.querySelectorAll("[data-looked]")) {
      const body = JSON.stringify({ id: each.dataset.looked, upto: Number(each.dataset.upto) });
      delete each.dataset.looked;
      await fetch("/api/following/seen", { method: "POST", headers: { ...FORM_TOKEN, "Content-Type": "application/json" }, body });
    }
    await count();
  }

  const later = () => { look().catch(() => {}); }; // without the desk there is nothing to count
  document.addEventListener("htmx:afterSwap", later);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) later(); });
  if (!document.hidden) later(); // a page that nobody sees is not looked at
})();
