// Accounts: the code of an invitation from the address, which no server sees, and passwords shown where one asks for it.
"use strict";

(() => {
  const code = document.querySelector("[data-code]");
  if (code && location.hash.length > 1) {
    code.value = location.hash.slice(1);
    history.replaceState(null, "", location.pathname); // not kept where others go back to it
    document.getElementById("password").focus();
  }
  for (const tick of document.querySelectorAll("[data-show]")) {
    tick.hidden = false;
    const fields = [...tick.closest("form").querySelectorAll('input[type="password"]')];
    tick.addEventListener("change", (event) => { for (const field of fields) field.type = event.target.checked ? "text" : "password"; });
  }
})();
