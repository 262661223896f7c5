// Keys, citations and stars. Every page is whole without them.
"use strict";

const told = document.getElementById("told");
const keys = document.getElementById("keys");
const STARS = "onrecord.stars";
// What shows the desk that a page of its own asks for a change.
const FORM_TOKEN = { "X-Form-Token": document.querySelector('meta[name="form-token"]').content };

function tell(sentence) {
  told.textContent = sentence;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { told.textContent = ""; }, 2600);
}

async function cite(text) {
  try {
    await navigator.clipboard.writeText(text);
    tell("Copied: quote, outlet, date, address, digest.");
  } catch {
    tell("The browser does not let the page copy: select the passage and copy it by hand.");
  }
}

// A passage holds its words once, so that the page stays small: a citation is made of them and what leads back to them.
function citation(part) {
  const whole = part?.matches("[data-cite]") ? part : part?.querySelector("[data-cite]");
  if (whole) return whole.dataset.cite;
  const passage = part?.closest(".passage") || part?.querySelector(".passage");
  if (!passage) return "";
  const words = passage.querySelector("mark").textContent.replace(/\s+/g, " ").trim().replace(/^["“”]([^"“”]*)["“”]$/, "$1");
  return `“${words}” ${passage.querySelector("[data-locator]").dataset.locator}`;
}

// Of a line whose passage is not loaded yet.
async function citeUnopened(place) {
  const answer = await fetch(`/api/passages/${place}`);
  if (!answer.ok) { tell("The desk did not answer that: load the page again."); return; }
  const passage = await answer.json();
  cite(`“${passage.text.replace(/\s+/g, " ").trim().replace(/^["“”]([^"“”]*)["“”]$/, "$1")}” ${passage.locator}`);
}

// Lines

const lines = () => [...document.querySelectorAll("[data-line]")].filter((line) => line.checkVisibility());
const current = () => document.querySelector("[data-line].here");
const handle = (line) => line.querySelector(":scope > summary") || line;

function go(step) {
  const all = lines();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step));
  current()?.classList.remove("here");
  all[next].classList.add("here");
  handle(all[next]).focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "center", behavior: "instant" });
}

function open(line) {
  if (!line) return;
  if (line.tagName === "DETAILS") line.open = !line.open;
  else if (line.href) line.click();
}

// Stars: kept in this browser, never on the desk

function stars() {
  // What is starred by what it is called; they were bare identifiers once.
  try { return new Map(JSON.parse(localStorage.getItem(STARS) || "[]").map((each) => (Array.isArray(each) ? each : [each, each]))); } catch { return new Map(); }
}

// A line with a passage stands for the report that it is from.
function starred(line) {
  const headline = line?.closest("[data-star]");
  if (headline) return [headline.dataset.star, headline.textContent.trim()];
  if (line?.dataset.passage) return [line.dataset.passage.split("/")[0], `Report with: ${line.querySelector("summary").textContent.replace(/\s+/g, " ").trim().slice(0, 120)}`];
  return [];
}

function star(line) {
  const [id, called] = starred(line);
  if (!id) { tell("Stars are for reports and stories: go to a line first, with j and k."); return; }
  const kept = stars(), gone = kept.delete(id);
  if (!gone) kept.set(id, called);
  localStorage.setItem(STARS, JSON.stringify([...kept]));
  tell(gone ? "The star is taken away." : `Starred, listed under Following: ${called.slice(0, 80)}`);
  showStars();
}

function showStars() {
  const kept = stars();
  for (const each of document.querySelectorAll("[data-star]")) each.classList.toggle("starred", kept.has(each.dataset.star));
  const list = document.getElementById("stars");
  if (!list) return;
  list.hidden = !kept.size;
  list.querySelector("ul").replaceChildren(...[...kept].reverse().map(([id, called]) => {
    const item = document.createElement("li"), link = document.createElement("a"), less = document.createElement("button");
    link.href = `/${id.startsWith("story_") ? "stories" : "articles"}/${encodeURIComponent(id)}`;
    Object.assign(link, { className: "headline", textContent: called });
    Object.assign(link.dataset, { line: "", star: id });
    Object.assign(less, { type: "button", className: "quiet", textContent: "Take the star away" });
    less.dataset.unstar = id;
    item.append(link, " ", less);
    return item;
  }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.locator) cite(citation(button));
  else if (button?.dataset.unstar) star(button.parentElement.querySelector("a"));
  else if (button && "keys" in button.dataset) keys.showModal();
});

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = {
    j: () => go(1),
    k: () => go(-1),
    o: () => open(current()),
    c: () => {
      const text = citation(current());
      if (text) cite(text);
      else if (current()?.dataset.passage) citeUnopened(current().dataset.passage);
      else tell("Go to a line with a passage first: j and k.");
    },
    s: () => star(current() || document.querySelector("h1[data-star]")),
    "/": () => document.getElementById("q")?.focus(),
    "?": () => keys.showModal(),
  }[event.key];
  if (act) { event.preventDefault(); act(); }
});

document.addEventListener("focusin", (event) => {
  const line = event.target.closest("[data-line]");
  if (line && line !== current()) { current()?.classList.remove("here"); line.classList.add("here"); }
});

document.addEventListener("htmx:configRequest", (event) => { if (event.detail.verb !== "get") Object.assign(event.detail.headers, FORM_TOKEN); });
document.addEventListener("htmx:afterSwap", showStars);
document.addEventListener("htmx:responseError", ({ detail: { xhr } }) =>
  tell(xhr.getResponseHeader("content-type")?.startsWith("text/plain") ? xhr.responseText : "The desk did not answer that: load the page again."));
document.addEventListener("htmx:sendError", () => tell("The desk does not answer: start it again with onrecord serve."));
document.querySelectorAll("[data-ruled]").forEach((ruling) => document.getElementById(ruling.dataset.ruled)?.closest("details.line, article")?.classList.add("ruled-here"));
showStars();

// What was opened before htmx listened is loaded now.
document.addEventListener("DOMContentLoaded", () => setTimeout(() => {
  document.querySelectorAll("details[open]").forEach((opened) => opened.dispatchEvent(new Event("toggle")));
}));
