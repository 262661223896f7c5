// Adding: drop files, send the form without leaving the page, and follow each load as it goes on.
"use strict";

(() => {
  const form = document.getElementById("adding");
  if (!form) return;
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");
  const wrong = document.getElementById("wrong");
  const loads = document.getElementById("loads");

  function showChosen() {
    const names = [...files.files].map((file) => file.name);
    const listed = names.length > 8 ? [...names.slice(0, 8), `and ${names.length - 8} more`] : names;
    document.getElementById("chosen").replaceChildren(...listed.map((name) => {
      const item = document.createElement("li");
      item.textContent = name;
      return item;
    }));
  }

  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault(); // wherever on the page it is let go: a browser would open the file instead
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    drop.classList.remove("over");
    files.files = event.dataTransfer.files;
    showChosen();
  });
  files.addEventListener("change", showChosen);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    wrong.textContent = "";
    try {
      const answer = await fetch("/api/loads", { method: "POST", headers: FORM_TOKEN, body: new FormData(form) });
      const told = await answer.json();
      if (answer.ok) {
        form.reset();
        showChosen();
        document.getElementById("no-loads")?.remove();
        loads.querySelector("h2").insertAdjacentHTML("afterend", await part(told.id));
        const added = document.getElementById(`load-${told.id}`);
        added.scrollIntoView({ block: "nearest" });
        follow(added);
      } else wrong.textContent = told.error;
    } catch {
      wrong.textContent = "The desk does not answer, or a file changed while it was sent: choose it again, or start the desk with onrecord serve.";
    } finally {
      button.disabled = false;
    }
  });

  // The server escapes what it says of a load, as on every page.
  const part = async (id) => (await fetch(`/add/loads/${id}`)).text();

  function follow(load) {
    const id = load?.dataset.load;
    if (!id) return;
    const source = new EventSource(`/add/loads/${id}/events`);
    source.addEventListener("progress", (event) => show(document.getElementById(`load-${id}`), JSON.parse(event.data)));
    source.addEventListener("end", async () => {
      source.close();
      document.getElementById(`load-${id}`).outerHTML = await part(id);
    });
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) return;
      const status = document.querySelector(`#load-${id} .status`);
      if (status) status.textContent = "The desk does not answer: what was taken so far stays";
    });
  }

  function show(load, told) {
    if (told.state === "running") load.querySelector(".status").textContent = "At work";
    load.querySelector(".steps").replaceChildren(...told.steps.map((step) => {
      const item = document.createElement("li");
      const words = document.createElement("span");
      const bar = document.createElement("progress");
      const count = document.createElement("b");
      words.textContent = step.words;
      bar.setAttribute("aria-label", step.words);
      if (step.total) { bar.max = step.total; bar.value = step.done; }
      count.textContent = step.total ? `${step.done} of ${step.total}` : `${step.done}`;
      item.append(words, " ", bar, " ", count);
      return item;
    }));
  }

  document.querySelectorAll("[data-load]").forEach(follow);
})();
