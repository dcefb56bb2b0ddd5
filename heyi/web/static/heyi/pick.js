// A long select gets a box to type in: a combobox with its list below (ARIA 1.2), the first match chosen by itself.
// By words, by the first letters of their pinyin (ldzy), by letters in order. Without this file it is the select.
// What is too much for a page (data-more: villages) is fetched when somebody first looks, and found by typing alone.
"use strict";

(() => {
  const PAGE = 8; // options
  const MOST = 100; // options listed of those that fit
  const FAR = 5; // the rank of what is shown only where nothing is nearer
  const ROOM = 240; // pixels that a list wants below its box
  const TAKEN = ["id", "required", "aria-describedby", "aria-invalid", "autofocus"];
  let count = 0;

  // The first character of each letter in the order of pinyin, which the browser knows; some are read in two ways.
  const FIRST = [..."阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀"];
  const LETTERS = "abcdefghjklmnopqrstwxyz";
  const OTHERS = { 长: "cz", 调: "dt", 重: "cz", 行: "xh", 乐: "ly", 传: "cz", 厦: "xs", 藏: "cz" };
  const order = new Intl.Collator("zh-u-co-pinyin");
  const knows = order.resolvedOptions().collation === "pinyin";
  const heard = new Map();
  const besides = new Map();

  /** The letters that a Han character may begin with; "" of what is none. */
  function initials(character) {
    if (!heard.has(character)) {
      const isHan = knows && /\p{Script=Han}/u.test(character);
      const place = isHan ? FIRST.filter((first) => order.compare(first, character) <= 0).length - 1 : -1;
      heard.set(character, OTHERS[character] || LETTERS[place] || "");
    }
    return heard.get(character);
  }

  const plain = (words) => words.toLowerCase().replace(/[\s·・、，。／/（）()]+/g, " ").trim();

  /** One set of letters for each Han character and for each word of others. */
  function heads(words) {
    return (words.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) || []).map((piece) => initials(piece) || piece[0]);
  }

  const startsAt = (letters, typed, from) => [...typed].every((letter, at) => (letters[from + at] || "").includes(letter));
  const sounds = (letters, typed) => letters.some((_set, from) => startsAt(letters, typed, from));

  function inOrder(pieces, typed) {
    let at = 0;
    for (const piece of pieces) if (at < typed.length && piece.includes(typed[at])) at += 1;
    return at === typed.length && typed.length > 1;
  }

  /** How well an option fits one word: 0 best, Infinity not at all. */
  function rank(option, typed) {
    if (option.words.startsWith(typed)) return 0;
    if (startsAt(option.heads, typed, 0)) return 1;
    if (option.words.includes(typed)) return 2;
    if (sounds(option.heads, typed)) return 3;
    if (option.whole.includes(typed) || sounds(option.wholeHeads, typed)) return 4;
    return inOrder([...option.whole], typed) || inOrder(option.wholeHeads, typed) ? FAR : Infinity;
  }

  function fitting(options, typed, near) {
    const words = plain(typed).split(" ").filter(Boolean);
    if (!words.length) return options.filter((option) => !option.isMore);
    const ranked = options
      .filter((option) => option.value)
      .map((option, place) => ({ option, place, rank: Math.max(...words.map((word) => rank(option, word))) }))
      .filter((found) => found.rank < Infinity);
    const best = ranked.some((found) => found.rank < FAR) ? ranked.filter((found) => found.rank < FAR) : ranked;
    const far = (found) => Number(Boolean(near) && found.option.group !== near);
    return best.sort((a, b) => a.rank - b.rank || far(a) - far(b) || a.place - b.place).map((found) => found.option);
  }

  /** What the select offers, as it can be found. */
  function read(select) {
    return [...select.options].map((option) => {
      return described(option.value, option.text.trim(), option.parentElement.label || "", false);
    });
  }

  function described(value, label, group, isMore) {
    const [words, whole] = [plain(label), plain(`${group} ${label}`)];
    return { value, label, group, isMore, words, whole, heads: heads(words), wholeHeads: heads(whole) };
  }

  /** What can be found besides the select's own options, once for each address and page. */
  function fetched(address) {
    if (!besides.has(address)) {
      const asked = fetch(address, { headers: { Accept: "application/json" } })
        .then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)))
        .then((told) => told.groups.flatMap(([group, some]) => some.map(([value, label]) => described(value, label, group, true))));
      besides.set(address, asked.catch(() => besides.delete(address) && []));
    }
    return besides.get(address);
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function line(option, place, listId) {
    const about = option.group ? [" ", element("span", { class: "faint" }, option.group)] : [];
    const row = { role: "option", id: `${listId}-${place}`, "aria-selected": "false", "data-place": place };
    return element("div", row, element("span", {}, option.label), ...about);
  }

  /** The box, its list, and the words that tell how many were found. */
  function parts(select) {
    const id = `pick-${(count += 1)}`;
    const label = [...(select.labels[0]?.childNodes || [])].filter((node) => node.nodeType === Node.TEXT_NODE);
    const box = element("input", {
      type: "text", class: "pick-box", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
      "aria-controls": id, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    });
    for (const name of TAKEN) {
      if (!select.hasAttribute(name)) continue;
      box.setAttribute(name, select.getAttribute(name));
      select.removeAttribute(name);
    }
    const list = element("div", { class: "pick-list", role: "listbox", id, "aria-label": label.map((node) => node.data.trim()).join(""), hidden: "" });
    const told = element("span", { class: "unseen", role: "status" });
    return { box, list, told };
  }

  function enhance(select) {
    select.removeAttribute("data-pick");
    const isFocused = document.activeElement === select;
    const { box, list, told } = parts(select);
    const options = read(select);
    let shown = [];
    let active = -1;
    let hasMore = false; // fetched, or being fetched
    let touched = false; // something was typed or moved to: what is active is chosen on leaving

    const isOpen = () => !list.hidden;
    const chosen = () => options.find((option) => option.value === select.value);
    const empty = () => options.find((option) => !option.value);
    const held = () => (chosen()?.value && chosen()) || nearest() || chosen();
    const wiped = () => empty() || chosen(); // what is meant by a box with nothing in it
    const nearest = () => options.find((option) => option.value && option.value === document.querySelector(select.dataset.near)?.dataset.read);

    /** The box says what the select holds. */
    function sync() {
      box.placeholder = empty()?.label || "";
      box.value = chosen()?.value ? [chosen().group, chosen().label].filter(Boolean).join(" · ") : "";
    }

    /** Said where people look, too; Enter then neither chooses nor sends. */
    const nothing = () => element("div", { role: "option", class: "faint", "aria-disabled": "true", "aria-selected": "false" }, select.dataset.none);

    function activate(place) {
      list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
      active = shown.length ? (place + shown.length) % shown.length : -1;
      const row = shown.length ? list.children[active] : null;
      if (!row) return box.removeAttribute("aria-activedescendant");
      row.setAttribute("aria-selected", "true");
      row.scrollIntoView({ block: "nearest" });
      return box.setAttribute("aria-activedescendant", row.id);
    }

    function close() {
      list.hidden = true;
      touched = false;
      box.setAttribute("aria-expanded", "false");
      box.removeAttribute("aria-activedescendant");
    }

    /** Above the box where there is more room. */
    function place() {
      const { top, bottom } = box.getBoundingClientRect();
      const below = window.innerHeight - bottom;
      list.classList.toggle("up", below < ROOM && top > below);
    }

    function open(typed) {
      const found = fitting(options, typed, held()?.group);
      shown = found.slice(0, typed.trim() ? MOST : undefined);
      list.replaceChildren(...(shown.length ? shown.map((option, at) => line(option, at, list.id)) : [nothing()]));
      list.hidden = false;
      box.setAttribute("aria-expanded", String(isOpen()));
      place();
      activate(Math.max(typed.trim() ? 0 : shown.indexOf(touched ? wiped() : held()), 0));
      told.textContent = shown.length ? `${select.dataset.some}${found.length}` : select.dataset.none;
    }

    /** Once; what was typed meanwhile is looked for anew. */
    async function lookFurther() {
      if (!select.dataset.more || hasMore) return;
      hasMore = true;
      const known = new Set(options.map((option) => option.value));
      const more = await fetched(select.dataset.more);
      hasMore = more.length > 0;
      options.push(...more.filter((option) => !known.has(option.value)));
      if (isOpen() && touched) open(box.value);
    }

    /** The select learns of one that it does not hold. */
    function hold(option) {
      if (![...select.options].some((one) => one.value === option.value)) select.add(new Option(option.label, option.value));
    }

    function choose(option) {
      close();
      if (option && select.value !== option.value) {
        hold(option);
        select.value = option.value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
      sync();
    }

    /** On leaving: what is active where something was typed, else what was there before. */
    const settle = () => choose(touched && isOpen() ? shown[active] : null);

    const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };

    function move(by) {
      if (!isOpen()) return open("");
      touched = true;
      const steps = Math.abs(by) === 1 ? active + by : Math.min(Math.max(active + by, 0), shown.length - 1);
      return activate(steps);
    }

    /** Whether the key was the list's. */
    function onKey(event) {
      if (moves[event.key]) return move(moves[event.key]), true;
      if (event.key === "Enter" && isOpen()) return shown.length && choose(shown[active]), true;
      if (event.key === "Escape" && isOpen()) return close(), sync(), true;
      return false;
    }

    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || !onKey(event)) return;
      event.preventDefault();
      event.stopPropagation(); // Escape closes the list, not the form around it
    });
    box.addEventListener("input", (event) => {
      event.stopPropagation(); // half a word is no answer
      touched = true;
      if (!event.isComposing) open(box.value);
    });
    box.addEventListener("compositionend", () => open(box.value));
    box.addEventListener("change", (event) => event.stopPropagation());
    box.addEventListener("focus", () => (box.select(), lookFurther()));
    box.addEventListener("click", () => isOpen() || open(""));
    box.addEventListener("blur", settle);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]:not([aria-disabled])");
      if (row) choose(shown[Number(row.dataset.place)]);
    });
    select.addEventListener("change", sync);
    select.form?.addEventListener("kept", sync);
    select.form?.addEventListener("reset", () => queueMicrotask(sync));
    window.addEventListener("pageshow", sync);

    select.hidden = true;
    const around = element("div", { class: "picker" });
    select.replaceWith(around);
    around.append(box, list, told, select);
    sync();
    if (isFocused || box.autofocus) box.focus();
  }

  const all = (within) => within.querySelectorAll("select[data-pick]").forEach(enhance);
  all(document);
  document.addEventListener("htmx:afterSwap", (event) => all(event.target));
})();
