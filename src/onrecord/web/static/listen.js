// Listening: the browser reads the report aloud, sentence by sentence, and marks the one that it reads.
"use strict";

(() => {
  const bar = document.getElementById("listen");
  const synthesis = window.speechSynthesis;
  if (!bar || !synthesis || !window.SpeechSynthesisUtterance) return;

  const RATE = "onrecord.rate";
  const VOICE = "onrecord.voice";
  const start = bar.querySelector("[data-listen]");
  const stop = bar.querySelector("[data-stop]");
  const rate = bar.querySelector("[name=rate]");
  const voice = bar.querySelector("[name=voice]");
  const where = bar.querySelector("output");
  const text = document.querySelector(".text");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const mark = window.Highlight && CSS.highlights ? new Highlight() : null;
  if (mark) CSS.highlights.set("spoken", mark);

  let sentences = [];
  let at = 0;
  let state = "silent"; // silent, reading, held
  let turn = 0; // what an utterance of an earlier turn says is past

  bar.hidden = false;

  // Sentences as ranges of what the page shows, so that marking them changes nothing in it

  function* ends(words) {
    if (window.Intl?.Segmenter) {
      for (const each of new Intl.Segmenter(text.lang || undefined, { granularity: "sentence" }).segment(words)) yield each.index + each.segment.length;
    } else {
      for (const each of words.matchAll(/[.!?…]+["'”’)\]]*\s+|\s*$/g)) yield each.index + each[0].length;
    }
  }

  function sentencesOf(block) {
    const nodes = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let whole = "";
    while (walker.nextNode()) {
      nodes.push([whole.length, walker.currentNode]);
      whole += walker.currentNode.data;
    }
    const place = (offset, isEnd) => {
      const last = nodes.findLast(([begins]) => (isEnd ? begins < offset : begins <= offset)) || nodes[0];
      return [last[1], offset - last[0]];
    };
    const found = [];
    let from = 0;
    for (const to of ends(whole)) {
      const words = whole.slice(from, to);
      const first = from + words.length - words.trimStart().length;
      const last = first + words.trim().length;
      if (last > first) {
        const range = document.createRange();
        range.setStart(...place(first, false));
        range.setEnd(...place(last, true));
        found.push({ words: words.trim().replace(/\s+/g, " "), range, block });
      }
      from = to;
    }
    return found;
  }

  function collect() {
    const blocks = [document.querySelector("h1"), ...document.querySelectorAll(".text .block > p, .text .block > h2")];
    sentences = blocks.flatMap(sentencesOf);
    const title = sentences.filter((each) => each.block.tagName === "H1").map((each) => each.words).join(" ");
    sentences = sentences.filter((each) => each.block.tagName === "H1" || each.words !== title); // a text may begin with its headline
    const target = document.getElementById("at");
    const wanted = target ? sentences.findIndex((each) => each.range.intersectsNode(target)) : 0;
    return Math.max(0, wanted);
  }

  // Reading

  function speak() {
    const now = ++turn;
    synthesis.cancel();
    if (at >= sentences.length) { silence("Read to the end."); return; }
    const sentence = sentences[at];
    const spoken = new SpeechSynthesisUtterance(sentence.words);
    spoken.lang = text.lang || "en";
    spoken.rate = Number(rate.value);
    spoken.voice = synthesis.getVoices().find((each) => each.voiceURI === voice.value) || null;
    spoken.onend = () => { if (now === turn) { at += 1; speak(); } };
    spoken.onerror = (event) => {
      if (now === turn && !["interrupted", "canceled"].includes(event.error)) silence("The browser has no voice for this: choose another, or install one in the settings of the system.");
    };
    show(sentence);
    synthesis.speak(spoken);
  }

  function show(sentence) {
    for (const each of document.querySelectorAll(".speaking")) each.classList.remove("speaking");
    mark?.clear();
    if (sentence) {
      if (mark) mark.add(sentence.range); else sentence.block.classList.add("speaking");
      const box = sentence.range.getBoundingClientRect();
      if (box.top < 90 || box.bottom > innerHeight - 60) {
        scrollBy({ top: box.top - innerHeight / 3, behavior: calm.matches ? "instant" : "smooth" });
      }
    }
    const reading = state === "reading";
    start.textContent = reading ? "Pause" : state === "held" ? "Go on" : "Listen";
    start.setAttribute("aria-pressed", String(reading));
    bar.classList.toggle("on", state !== "silent");
    stop.hidden = state === "silent";
    where.textContent = state === "silent" ? "" : `Sentence ${at + 1} of ${sentences.length}`;
  }

  function silence(sentence) {
    turn += 1;
    synthesis.cancel();
    state = "silent";
    at = 0;
    show(null);
    if (sentence) tell(sentence);
  }

  // Held is silent, and going on begins the sentence anew: browsers forget where they paused.
  function toggle() {
    if (state === "reading") {
      turn += 1;
      state = "held";
      synthesis.cancel();
      show(sentences[at]);
      return;
    }
    if (state === "silent") at = collect();
    state = "reading";
    speak();
  }

  function step(by) {
    at = Math.min(sentences.length - 1, Math.max(0, at + by));
    if (state === "reading") speak(); else show(sentences[at]);
  }

  // Choices, kept in this browser

  function keep(key, value) { try { localStorage.setItem(key, value); } catch { /* it is chosen for this page alone */ } }
  function kept(key) { try { return localStorage.getItem(key) || ""; } catch { return ""; } }

  function listVoices() {
    const language = (text.lang || "en").slice(0, 2).toLowerCase();
    const all = synthesis.getVoices();
    const own = all.filter((each) => each.lang.toLowerCase().startsWith(language));
    const options = (own.length ? own : all).map((each) => new Option(`${each.name} (${each.lang})`, each.voiceURI));
    voice.replaceChildren(new Option("The browser's own", ""), ...options);
    voice.value = kept(VOICE);
    if (voice.selectedIndex < 0) voice.value = "";
    voice.closest("label").hidden = !all.length;
  }

  if ([...rate.options].some((each) => each.value === kept(RATE))) rate.value = kept(RATE);
  listVoices();
  synthesis.addEventListener?.("voiceschanged", listVoices);
  for (const [control, key] of [[rate, RATE], [voice, VOICE]]) {
    control.addEventListener("change", () => {
      keep(key, control.value);
      if (state === "reading") speak();
    });
  }
  start.addEventListener("click", toggle);
  stop.addEventListener("click", () => silence(""));
  addEventListener("pagehide", () => synthesis.cancel());

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
    const act = {
      l: toggle,
      Escape: state === "silent" ? null : () => silence(""),
      " ": state === "silent" || event.target.closest("button, summary, a") ? null : toggle,
      ArrowLeft: state === "silent" ? null : () => step(-1),
      ArrowRight: state === "silent" ? null : () => step(1),
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
