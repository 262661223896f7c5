// Keys for the draft, and the line that one has changed stays the one that one is at. The page is whole without them.
"use strict";

const at = () => document.querySelector(".drafted.here") || document.activeElement?.closest(".drafted");

function press(selector) {
  const line = at();
  if (!line) { tell("Go to a line first: j and k."); return; }
  line.querySelector(selector)?.click();
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, textarea, select, [contenteditable]") || event.ctrlKey || event.metaKey) return;
  const does = event.altKey ? { ArrowUp: "[data-up]", ArrowDown: "[data-down]" } : { m: "[data-mute]", n: "[data-note]" };
  if (!does[event.key]) return;
  event.preventDefault();
  press(does[event.key]);
});

const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (wanted?.matches(".drafted")) {
  wanted.classList.add("here");
  wanted.focus({ preventScroll: true });
}

const list = document.querySelector("#keys dl");
for (const [keys, does] of [["Alt ↑", "move the line up; with ↓ down"], ["m", "leave the line out, or take it in"], ["n", "write a note at the line"]]) {
  const [key, told] = [document.createElement("dt"), document.createElement("dd")];
  key.append(Object.assign(document.createElement("kbd"), { textContent: keys }));
  told.textContent = does;
  list.append(key, told);
}
