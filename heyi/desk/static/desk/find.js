// The box that finds: a combobox with a list below it (ARIA 1.2). Without this file it is a plain search form.
"use strict";

(() => {
  const box = document.querySelector("#jump");
  const list = document.querySelector("#found");
  const told = document.querySelector("#found-told");
  if (!box || !list) return;

  const WAIT = 150; // milliseconds without a key before it is asked
  let timer = 0;
  let asking = null;
  let shownFor = null;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", "found");
  box.setAttribute("aria-expanded", "false");

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  }

  function choose(option) {
    for (const each of options()) each.setAttribute("aria-selected", String(each === option));
    if (option) {
      box.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }

  function move(by) {
    const all = options();
    if (!all.length) return;
    const here = all.indexOf(active());
    choose(all[(here + by + all.length + (here < 0 && by < 0 ? 1 : 0)) % all.length]);
  }

  async function ask() {
    const typed = box.value.trim();
    if (typed === shownFor) return show(true);
    asking?.abort();
    asking = new AbortController();
    const address = `${box.form.action}?${new URLSearchParams({ q: typed })}`;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: asking.signal });
      const signIn = answer.headers.get("HX-Redirect");
      if (signIn) location.assign(signIn);
      if (!answer.ok || signIn) return show(false);
      list.innerHTML = await answer.text(); // our own page's part; the server has escaped what people wrote
    } catch (lost) {
      if (lost.name !== "AbortError") show(false); // no connection: Enter still asks for the whole page
      return undefined;
    }
    shownFor = typed;
    const count = list.querySelectorAll(".hit:not(.all)").length;
    told.textContent = count ? `${list.dataset.some}${count}` : list.dataset.none;
    return show(document.activeElement === box);
  }

  function later(event) {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  }

  box.addEventListener("input", later);
  box.addEventListener("compositionend", later);
  box.addEventListener("focus", ask);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // the keys belong to the input method
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !list.hidden && active()) {
      event.preventDefault();
      active().click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!list.hidden) show(false);
      else if (box.value) box.value = "";
      else box.blur();
    } else if (event.key === "Tab") show(false);
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  document.addEventListener("click", (event) => {
    if (!box.form.contains(event.target)) show(false);
  });
  window.addEventListener("pageshow", () => show(false));
})();
