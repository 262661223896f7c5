// Adding: drop files and folders, send the form without leaving the page, follow each load as it goes on, and end it.
"use strict";

(() => {
  const form = document.getElementById("adding");
  if (!form) return;
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");
  const wrong = document.getElementById("wrong");
  const sent = document.getElementById("sent");
  const loads = document.getElementById("loads");
  const news = document.getElementById("load-news");
  const [LARGEST, FILES] = [Number(form.dataset.largest), Number(form.dataset.files)];
  const GONE = "The desk does not answer: see that it is served, load this page again and send it once more.";

  const size = (bytes) => bytes < 1e5 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
  const count = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

  // What is chosen

  function showChosen(leftOut = 0) {
    const chosen = [...files.files];
    const listed = chosen.slice(0, chosen.length > 8 ? 7 : 8).map((file) => `${file.name}, ${size(file.size)}`);
    if (chosen.length > 8) listed.push(`and ${count(chosen.length - 7, "other")}`);
    document.getElementById("chosen").replaceChildren(...listed.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
    const whole = chosen.reduce((sum, file) => sum + file.size, 0);
    const hidden = leftOut ? `; ${count(leftOut, "hidden file")} left out` : "";
    document.getElementById("chosen-count").textContent = chosen.length > 1 || leftOut ? `${count(chosen.length, "file")}, ${size(whole)}${hidden}` : "";
    wrong.textContent = tooMuch();
  }

  // What the desk would refuse after all of it was sent.
  function tooMuch() {
    const chosen = [...files.files];
    if (chosen.length > FILES) return `These are ${count(chosen.length, "file")}, and the desk takes ${FILES.toLocaleString("en")} at once: add them in parts, or packed as one .zip.`;
    if (chosen.reduce((sum, file) => sum + file.size, 0) > LARGEST) return `This is more than ${LARGEST / (1 << 20)} MiB: add it in parts, or with onrecord add where the files are.`;
    return "";
  }

  // The files of what was dropped, those in folders, too; of more than the desk takes only some more are looked for.
  async function within(entries) {
    const found = [];
    let hidden = 0;
    const open = [...entries];
    while (open.length && found.length <= FILES) {
      const entry = open.shift();
      if (entry.name.startsWith(".")) hidden += 1;
      else if (entry.isFile) found.push(await new Promise((resolve, reject) => entry.file(resolve, reject)));
      else {
        const reader = entry.createReader();
        for (let some = [0]; some.length;) { // a browser gives a hundred at a time
          some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
          open.push(...some);
        }
      }
    }
    return [found, hidden];
  }

  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault(); // wherever on the page it is let go: a browser would open the file instead
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", async (event) => {
    const given = event.dataTransfer;
    if (!given.files.length) return;
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...given.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.some((entry) => entry.isDirectory)) {
      files.files = given.files;
      showChosen();
      return;
    }
    try {
      const [found, hidden] = await within(entries);
      const chosen = new DataTransfer();
      found.forEach((file) => chosen.items.add(file));
      files.files = chosen.files;
      showChosen(hidden);
      if (!found.length) wrong.textContent = "There is no file in this folder: drop another one.";
    } catch {
      wrong.textContent = "The browser cannot read this folder: choose its files instead.";
    }
  });
  files.addEventListener("change", () => showChosen());

  // Sending

  function send(body) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest(); // fetch does not say how much has been sent
      request.open("POST", "/api/loads");
      Object.entries(FORM_TOKEN).forEach(([name, value]) => request.setRequestHeader(name, value));
      request.upload.addEventListener("progress", (event) => {
        if (event.total > 1e6) sent.textContent = event.loaded < event.total ? `Sending: ${size(event.loaded)} of ${size(event.total)}` : "Sent; the desk puts it in the queue";
      });
      request.addEventListener("load", () => {
        try { resolve([request.status < 300, JSON.parse(request.responseText)]); } catch { reject(new Error(GONE)); }
      });
      request.addEventListener("error", () => reject(new Error(`${GONE} Or a file changed while it was sent: choose it again.`)));
      request.send(body);
    });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    wrong.textContent = tooMuch();
    if (wrong.textContent) return;
    button.disabled = true;
    try {
      const [taken, told] = await send(new FormData(form));
      if (taken) {
        form.reset();
        showChosen();
        document.getElementById("no-loads")?.remove();
        news.insertAdjacentHTML("afterend", await part(told.id));
        document.getElementById(`load-${told.id}`).scrollIntoView({ block: "nearest" });
        follow();
      } else wrong.textContent = told.error;
    } catch (error) {
      wrong.textContent = error.message;
    } finally {
      button.disabled = false;
      sent.textContent = "";
    }
  });

  // Following: one load at a time, the one that is or will be at work first. A browser has few connections to a host.

  // The server escapes what it says of a load, as on every page.
  const part = async (id) => {
    const answer = await fetch(`/add/loads/${id}`);
    return answer.ok ? answer.text() : "";
  };
  const element = (id) => document.getElementById(`load-${id}`);
  const title = (load) => load.querySelector("h3").textContent;

  async function renew(id) {
    const load = element(id);
    const focused = load.contains(document.activeElement);
    load.outerHTML = await part(id);
    if (focused) { // whoever pressed its button goes on from there
      const heading = element(id)?.querySelector("h3");
      heading?.setAttribute("tabindex", "-1");
      heading?.focus({ preventScroll: true });
    }
  }

  // For who listens to the page: what changes, and each step only after a while.
  let spoken = 0;
  function say(words, now = true) {
    if (!now && Date.now() - spoken < 10_000) return;
    spoken = Date.now();
    news.textContent = words;
  }

  let followed = "";
  let source = null;

  function follow() {
    const id = [...document.querySelectorAll("[data-load]")].at(-1)?.dataset.load ?? "";
    if (id === followed) return;
    source?.close();
    followed = id;
    if (!id) return;
    let [state, step] = ["", ""];
    source = new EventSource(`/add/loads/${id}/events`);
    source.addEventListener("progress", async (event) => {
      const told = JSON.parse(event.data);
      if (told.state === "running" && element(id).classList.contains("waiting")) await renew(id);
      const load = element(id);
      load.querySelector(".status").textContent = load.dataset.status;
      load.querySelector(".progress").innerHTML = told.html;
      if (told.state !== state) say(`${title(load)}: ${load.dataset.status}`);
      else if (told.step !== step) say(`${title(load)}: ${told.step}`, false);
      [state, step] = [told.state, told.step];
    });
    source.addEventListener("end", async (event) => {
      source.close();
      await renew(id);
      const load = element(id);
      if (load) say(`${title(load)}: ${load.dataset.status}. ${JSON.parse(event.data).sentence ?? ""}`);
      follow();
    });
    source.addEventListener("error", () => {
      const status = element(id)?.querySelector(".status");
      if (status) status.textContent = "The desk does not answer";
      const progress = element(id)?.querySelector(".progress");
      if (progress) progress.textContent = source.readyState === EventSource.CLOSED ? "Load this page again." : "What was taken so far stays. The load goes on when the desk is served again.";
    });
  }

  loads.addEventListener("submit", async (event) => {
    const stop = event.target.closest("[data-stop]");
    if (!stop) return;
    event.preventDefault();
    const load = stop.closest(".load");
    const id = load.dataset.load;
    const button = stop.querySelector("button");
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    button.textContent = "Stopping";
    try {
      const answer = await fetch(`/api/loads/${id}/stop`, { method: "POST", headers: FORM_TOKEN });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error);
      if (id === followed) return; // its events tell the rest
      await renew(id);
      say(`${title(element(id))}: ${element(id).dataset.status}`);
    } catch (error) {
      tell(error instanceof TypeError ? GONE : error.message);
      button.ariaDisabled = null;
      button.textContent = "Stop";
    }
  });

  follow();
})();
