// Keys of the clerk's door and of its receipt. Everything works without this file, too.
"use strict";

(() => {
  const form = document.querySelector("#take");
  const find = (selector) => document.querySelector(selector);
  const typing = (target) => target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
  const words = () => find("#id_text");
  const rows = ["kind", "region", "urgency", "subjects"];
  let shown = -1;

  const row = (number) => find(`[data-find="${rows[number]}"]`);
  const entry = (number) => row(number).querySelector("[role=combobox], select");

  function tick(box, on) {
    if (!box || box.checked === on) return;
    box.checked = on;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const accept = (number) => tick(row(number).querySelector("[name=accepted]"), true);

  /** To a find; a second press accepts it and leads back to the words. */
  function go(number) {
    if (row(number).contains(document.activeElement)) {
      accept(number);
      words().focus();
    } else {
      entry(number).focus();
    }
  }

  /** The words that a find stands on, marked where they were said; `start` counts letters, not UTF-16 units. */
  function show(quote) {
    const field = quote.dataset.where === "PLACE" ? find("#id_place") : words();
    const letters = [...field.value];
    const from = letters.slice(0, Number(quote.dataset.start)).join("").length;
    field.focus();
    field.setSelectionRange(from, from + quote.dataset.quote.length);
  }

  function showNext() {
    const here = rows.findIndex((name) => find(`[data-find="${name}"]`).contains(document.activeElement));
    const quotes = [...(here >= 0 ? row(here) : form).querySelectorAll(".quote")];
    if (!quotes.length) return;
    shown = here >= 0 ? 0 : (shown + 1) % quotes.length;
    show(quotes[shown]);
  }

  function press(selector) {
    const element = find(selector);
    if (element) element.click();
  }

  const line = (selector) => (document.activeElement.closest(".besides li") || find(".besides li"))?.querySelector(selector);
  const beside = (selector) => line(selector)?.click();

  const deeds = {
    accept: () => rows.forEach((_name, number) => accept(number)),
    danger: () => press("#p-danger button[name=danger]"),
    noDanger: () => press("#p-danger [name=danger_no]"),
    words: showNext,
    sign: () => press("#p-foreseen [name=sign]"),
    open: () => beside(".beside-open"),
    add: () => beside("button"),
    link: () => beside("[name=same_as]"),
    text: () => words().focus(),
    help: () => press(".keys-help summary"),
  };
  const anywhere = { F2: "accept", F4: "words", F10: "danger", "Shift+F9": "noDanger" };
  const outside = { a: "accept", w: "words", d: "danger", x: "noDanger", s: "sign", o: "open", p: "add", l: "link", t: "text", "?": "help" };

  /** Enter goes on instead of sending; a box that is left takes what was typed to. */
  function inForm(event) {
    const target = event.target;
    if (event.key === "Enter" && target.name === "subjects") {
      target.click();
      return true;
    }
    if (event.key !== "Enter" || !target.matches("input:not([type=checkbox]), select")) return false;
    if (target.matches("[aria-expanded=true]:not([aria-activedescendant])")) return true; // nothing was found: no answer
    const at = target.closest("[data-find]");
    if (at) {
      accept(rows.indexOf(at.dataset.find));
      words().focus();
    } else {
      const fields = [words(), find("#id_name"), find("#id_phone"), find("#id_place"), entry(0)];
      fields[(fields.indexOf(target) + 1) % fields.length].focus();
    }
    return true;
  }

  function onForm(event) {
    const key = (event.shiftKey && event.key.startsWith("F") ? "Shift+" : "") + event.key;
    const number = ["F6", "F7", "F8", "F9"].indexOf(key);
    if (number >= 0) return go(number), true;
    if (anywhere[key]) return deeds[anywhere[key]](), true;
    if (event.target.getAttribute("aria-expanded") === "true" && event.key === "Escape") return false; // closes its list
    if (event.key === "Escape" && event.target !== document.body) return event.target.blur(), true;
    if (inForm(event)) return true;
    if (typing(event.target)) return false;
    const digit = "1234".indexOf(event.key);
    if (digit >= 0 && event.key.length === 1) return go(digit), true;
    if (outside[event.key]) return deeds[outside[event.key]](), true;
    return false;
  }

  function onReceipt(event) {
    const way = !typing(event.target) && find(`:is(.receipt-ways, .stop) [data-key="${CSS.escape(event.key)}"]`);
    if (way) way.click();
    return Boolean(way);
  }

  document.addEventListener("keydown", (event) => {
    const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (sends && form && !event.target.closest("form")) form.requestSubmit(); // no field has the focus
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (form ? onForm(event) : onReceipt(event)) event.preventDefault();
  }, true); // before the keys of every page: what is a key here is none there

  /** A reading that failed says so; what was typed is untouched, and sending does not depend on it. */
  function failed(is) {
    const told = find(".take-failed");
    if (told) told.hidden = !is;
  }

  // Boxes are written anew at each reading, which may have been asked before the last tick: what a hand ticked stays.
  const ticks = new Map();
  const KEPT = ["subjects", "same_as"]; // boxes that stay with their line, even where a reading leaves it out
  let ticked = [];
  let focused = "";
  const boxOf = (name, value) => find(`#take input[name="${name}"][value="${value}"]`);

  /** A unit that was chosen becomes a ticked box beside those that were read, and the next can be chosen. */
  function addSubject(select) {
    const { value, text } = select.selectedOptions[0];
    select.value = "";
    if (!boxOf("subjects", value)) {
      const label = document.createElement("label");
      const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "subjects", value });
      label.append(box, Object.assign(document.createElement("span"), { textContent: text }));
      find("#p-subjects > .faint")?.remove();
      find("#p-subjects").append(label);
    }
    tick(boxOf("subjects", value), true);
  }

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box.name === "add_subject" && box.value && find("#take")) addSubject(box);
    if ([...KEPT, "sign", "danger_no"].includes(box.name)) ticks.set(`${box.name} ${box.value}`, box.checked);
  });
  document.addEventListener("focusin", (event) => {
    const { name, value, href } = event.target;
    focused = KEPT.includes(name) ? `#take input[name="${name}"][value="${value}"]` : "";
    if (href && event.target.matches(".beside-open")) focused = `.beside-open[href="${event.target.getAttribute("href")}"]`;
  });
  document.addEventListener("htmx:oobBeforeSwap", () => {
    ticked = [...document.querySelectorAll("#p-subjects label:has(input:checked), .besides li:has(input:checked)")];
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    for (const kept of ticked) {
      const { name, value } = kept.querySelector("input");
      if (!boxOf(name, value)) find(name === "subjects" ? "#p-subjects" : ".besides")?.append(kept);
    }
    for (const [key, on] of ticks) {
      const box = boxOf(...key.split(" "));
      if (box) box.checked = on;
    }
    if (focused && document.activeElement === document.body) find(focused)?.focus();
  });

  for (const name of ["htmx:sendError", "htmx:responseError"]) document.addEventListener(name, () => failed(true));
  document.addEventListener("htmx:afterOnLoad", () => failed(false));

  document.addEventListener("click", (event) => {
    const quote = event.target.closest(".quote");
    if (quote) show(quote);
    const deed = event.target.closest("[data-do]");
    if (deed) deeds[deed.dataset.do]();
    const paper = event.target.closest("[data-print]");
    if (!paper) return;
    document.body.dataset.paper = paper.dataset.print;
    window.print();
  });
})();
