// Keys for who works here all day. The panel under "?" is the registry: a key does what stands there and nothing else.
// Everything works without this file, too.
"use strict";

(() => {
  const panel = document.querySelector("#keys");
  if (!panel) return;

  const SOON = 1200; // milliseconds in which the second key of two follows the first
  const SEQUENCE = "heyi.sequence";
  const list = panel.querySelector(".keys-list");
  const isOn = () => localStorage.getItem("heyi.keys") !== "off";
  const rows = () => [...document.querySelectorAll(".work .what a, .hits .hit, .few > li > a:first-of-type")];
  const typing = (target) =>
    target.closest?.("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]");
  let first = "";
  let timer = 0;

  const DO = {
    find: () => document.querySelector("#jump")?.focus(),
    keys: show,
    next: () => step(1),
    before: () => step(-1),
    pick: () => pick(false),
    "pick-range": () => pick(true),
    "matter-next": () => along(1),
    "matter-before": () => along(-1),
  };

  function step(by) {
    const links = rows();
    const here = links.indexOf(document.activeElement);
    const next = links[here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by];
    if (next) next.focus();
  }

  function pick(range) {
    const row = document.activeElement?.closest(".work tr") ?? rows()[0]?.closest("tr");
    document.dispatchEvent(new CustomEvent("heyi:pick", { detail: { row, range } }));
  }

  function along(by) {
    const addresses = JSON.parse(sessionStorage.getItem(SEQUENCE) ?? "[]");
    const here = addresses.findIndex((address) => location.pathname.startsWith(address));
    const next = here < 0 ? undefined : addresses[here + by];
    if (next) location.assign(next);
  }

  // Buttons and kept lists that are on the page bring their own keys with their own words.
  function gather() {
    for (const row of list.querySelectorAll("[data-of-page]")) row.remove();
    for (const button of document.querySelectorAll("[data-press]")) add([button.dataset.press], button);
    for (const view of document.querySelectorAll("[data-view]")) add(["g", view.dataset.view], view);
  }

  function add(keys, target) {
    const row = document.createElement("div");
    const [term, words] = [document.createElement("dt"), document.createElement("dd")];
    const caps = keys.flatMap((key) => (/^[A-Z]$/.test(key) ? ["Shift", key.toLowerCase()] : [key]));
    for (const key of caps) {
      const cap = document.createElement("kbd");
      cap.textContent = key;
      term.append(cap, " ");
    }
    words.textContent = target.dataset.words ?? target.textContent.trim();
    row.append(term, words);
    row.dataset.ofPage = "";
    row.dataset.key = keys.join(" ");
    row.press = () => target.click();
    list.append(row);
  }

  const known = () =>
    [...list.children].filter((row) => !row.dataset.needs || document.querySelector(row.dataset.needs));

  function show() {
    if (panel.open) return panel.close();
    gather();
    for (const row of list.children) row.hidden = !known().includes(row);
    return panel.showModal();
  }

  function press(row) {
    if (row.press) row.press();
    else if (row.dataset.to) location.assign(row.dataset.to);
    else DO[row.dataset.do]();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // the keys belong to the input method
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!isOn() || typing(event.target) || event.key.length > 1) return;
    if (panel.open && event.key !== "?") return;
    gather();
    const wanted = first ? `${first} ${event.key}` : event.key;
    const row = known().find((each) => each.dataset.key === wanted);
    const begins = !first && known().some((each) => each.dataset.key.startsWith(`${event.key} `));
    clearTimeout(timer);
    first = begins ? event.key : "";
    if (begins) timer = setTimeout(() => (first = ""), SOON);
    if (!row) return;
    event.preventDefault();
    press(row);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) show();
    if (event.target === panel) panel.close(); // beside the panel
  });

  const on = panel.querySelector("#keys-on");
  const shown = panel.querySelector("#keys-shown");
  on.checked = isOn();
  shown.checked = localStorage.getItem("heyi.keys.shown") === "on";
  document.documentElement.toggleAttribute("data-keys", shown.checked && on.checked);
  panel.addEventListener("change", () => {
    localStorage.setItem("heyi.keys", on.checked ? "on" : "off");
    localStorage.setItem("heyi.keys.shown", shown.checked ? "on" : "off");
    document.documentElement.toggleAttribute("data-keys", shown.checked && on.checked);
  });
  for (const opener of document.querySelectorAll("[data-keys-open]")) opener.hidden = false;

  function remember() {
    const addresses = rows().map((link) => link.getAttribute("href"));
    if (addresses.length) sessionStorage.setItem(SEQUENCE, JSON.stringify(addresses));
  }
  remember();
  document.addEventListener("htmx:afterSwap", remember);
})();
