// Words outlive an expired session: what stands in a form marked data-keep is kept in this tab until it is sent.
// Only in sessionStorage, only for the same person, gone on success and on sign-out. Everything works without it, too.
"use strict";

(() => {
  const PREFIX = "heyi-keep:";
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "seen", "task", "do", "to"]);
  const signsIn = () => document.querySelector("#id_login") !== null;
  const forms = () => [...document.querySelectorAll("form[data-keep]")];
  const nameOf = (form) => PREFIX + form.dataset.keep;

  function read(name) {
    try {
      return JSON.parse(sessionStorage.getItem(name));
    } catch {
      return null;
    }
  }

  function write(name, value) {
    try {
      sessionStorage.setItem(name, JSON.stringify(value));
    } catch {
      return; // a browser that keeps nothing: the form itself still works
    }
  }

  function keep(form, isSent) {
    const given = [...new FormData(form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
    write(nameOf(form), { of: form.dataset.keepFor || "", sent: isSent, given });
  }

  /** What was typed since the page came stays; only empty fields and choices are filled. */
  function put(field, values) {
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (field.tagName === "SELECT" || field.type === "hidden" || !field.value) {
      field.value = values[0];
    }
  }

  function restore(form) {
    const kept = read(nameOf(form));
    if (!kept || "keepBound" in form.dataset) return; // the server has sent back what was typed
    if (kept.of !== (form.dataset.keepFor || "")) {
      sessionStorage.removeItem(nameOf(form)); // somebody else sits here now
      return;
    }
    const values = new Map();
    for (const [name, value] of kept.given) values.set(name, [...(values.get(name) || []), value]);
    for (const field of form.elements) if (values.has(field.name)) put(field, values.get(field.name));
    form.dispatchEvent(new CustomEvent("kept"));
  }

  function forget(test) {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(PREFIX) && test(name)) sessionStorage.removeItem(name);
    }
  }

  for (const done of document.querySelectorAll("[data-keep-done]")) {
    forget((name) => name === PREFIX + done.dataset.keepDone);
  }
  const here = new Set(forms().map(nameOf));
  if (!signsIn()) forget((name) => !here.has(name) && (read(name) || {}).sent);

  const start = () => forms().forEach(restore);
  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
  document.addEventListener("htmx:afterSwap", (event) => event.target.querySelectorAll("form[data-keep]").forEach(restore));
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) keep(form, false);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (form) keep(form, false);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-keep]")) keep(event.target, true);
    else if (event.target.matches("form[action$='/logout/']")) leave();
  });

  /** Nothing of who leaves stays; a part asked for just before, refused by then, does not turn the page elsewhere. */
  function leave() {
    sessionStorage.clear();
    document.addEventListener("htmx:beforeOnLoad", (event) => event.preventDefault());
  }
})();
