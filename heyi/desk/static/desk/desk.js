// Forms that open in their place, and one press that is one step. Keys are in keys.js; everything works without, too.
"use strict";

(() => {
  function closeAct() {
    const place = document.querySelector("#act");
    if (!place || !place.firstElementChild) return false;
    place.replaceChildren();
    mark(null);
    return true;
  }

  function closeMore() {
    const more = document.querySelector("details.more[open]");
    if (!more) return false;
    more.open = false;
    more.querySelector("summary").focus();
    return true;
  }

  function mark(opened) {
    for (const button of document.querySelectorAll(".buttons [hx-get]")) {
      button.toggleAttribute("aria-current", button === opened);
      if (button === opened) button.setAttribute("aria-current", "true");
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (closeMore() || closeAct())) return;
    const form = event.target.closest("form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
      event.preventDefault(); // the focus may be on a key that Enter presses
      form.requestSubmit();
      return;
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]") && closeAct()) event.preventDefault();
    for (const open of document.querySelectorAll("details.me[open], details.more[open]")) {
      if (!open.contains(event.target) || event.target.closest(".more-list [hx-get]")) open.open = false;
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "act") return;
    mark(event.detail.requestConfig.elt);
    const field = event.target.querySelector("select, textarea, input:not([type=hidden])");
    (field ?? event.target.querySelector("h2"))?.focus(); // the form's name is read with its first field
  });

  // One press is one step: a second press of the same button waits for the first answer.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
