// Keys for who works here all day. Everything works without this file, too.
"use strict";

(() => {
  const typing = (target) => target.matches("input, textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll(".work .what a")];

  function step(by) {
    const links = rows();
    const here = links.indexOf(document.activeElement);
    const next = links[here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by];
    if (next) next.focus();
  }

  function closeAct() {
    const place = document.querySelector("#act");
    if (!place || !place.firstElementChild) return false;
    place.replaceChildren();
    mark(null);
    return true;
  }

  function mark(opened) {
    for (const button of document.querySelectorAll(".buttons [hx-get]")) {
      button.toggleAttribute("aria-current", button === opened);
      if (button === opened) button.setAttribute("aria-current", "true");
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && closeAct()) return;
    const form = event.target.closest("form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
      event.preventDefault(); // the focus may be on a key that Enter presses
      form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      const jump = document.querySelector("#jump");
      if (!jump) return;
      event.preventDefault();
      jump.focus();
    }
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]") && closeAct()) event.preventDefault();
    for (const open of document.querySelectorAll("details.me[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "act") return;
    mark(event.detail.requestConfig.elt);
    const first = event.target.querySelector("select, textarea, input:not([type=hidden]), h2");
    if (first) first.focus();
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
