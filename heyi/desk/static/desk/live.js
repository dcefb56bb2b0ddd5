// Lists that change by themselves. The stream says only that something changed; what, this page asks the desk.
"use strict";

(() => {
  const place = document.querySelector("#live");
  if (!place) return;
  const rows = document.querySelector("#rows");
  const opened = document.querySelector("[data-opened]"); // what may be erased stands open: hidden or not, ask
  const words = place.querySelector("[data-words]");
  const button = place.querySelector("[data-reload]");
  const signIn = place.querySelector("[data-sign-in]");
  const title = document.title;
  const LEAST = Number(place.dataset.least) || 5000; // between two requests of one page
  const JITTER = 2000; // so that many pages do not ask at once
  const SLOWLY = 60000; // without a stream, the page looks by itself
  const ANYWAY = 180000; // with one, too: what is due in time becomes overdue, and nobody does anything
  const PATIENCE = 20000;
  const SHOWN = 6000; // as long as a change is marked

  let pass = place.dataset.pass;
  let stream = null;
  let etag = "";
  let asked = 0; // when the last request began
  let timer = 0;
  let waiting = 0; // changes that are not on the page yet
  let unseen = 0; // changes while nobody looked
  let failures = 0;
  let isStale = false; // something may have changed
  let isOut = false;
  let isAsking = false;

  // What is said

  function say(kind, text = "") {
    if (words.textContent !== text) words.textContent = text;
    place.dataset.kind = kind;
    button.hidden = kind !== "changed";
    signIn.hidden = kind !== "out";
  }

  const told = (count) => place.dataset.changed.replace("{n}", String(count));

  function count(more) {
    waiting += more;
    if (!document.hidden) return;
    unseen += more;
    document.title = unseen ? `(${unseen}) ${title}` : title;
  }

  // What the person does now comes first

  function isBusy() {
    const here = document.activeElement;
    if (here && here.matches("main input, main textarea, main select, main [contenteditable]")) return true;
    if (document.querySelector("main .work input:checked, dialog[open]")) return true;
    const chosen = document.getSelection();
    if (chosen && !chosen.isCollapsed && rows.contains(chosen.anchorNode)) return true;
    return new URLSearchParams(location.search).has("after");
  }

  // Asking for what changed

  function soon(isUrgent = false) {
    if (isOut || (document.hidden && !opened)) return; // asked for as soon as somebody looks
    if (timer && !isUrgent) return;
    clearTimeout(timer);
    const rest = isUrgent ? 0 : Math.max(0, asked + LEAST - Date.now());
    timer = setTimeout(look, rest + Math.random() * (isUrgent ? 500 : JITTER));
  }

  function look() {
    timer = 0;
    isStale = true;
    if (rows && isBusy()) {
      if (waiting) say("changed", told(waiting));
      return;
    }
    ask();
  }

  async function ask() {
    if (isAsking) return;
    isAsking = true;
    asked = Date.now();
    try {
      await (rows ? askRows() : askSince());
      failures = 0;
    } catch {
      failures += 1;
      say("lost", navigator.onLine ? place.dataset.slow : place.dataset.lost);
      timer = setTimeout(look, Math.min(SLOWLY, LEAST * 2 ** failures) + Math.random() * JITTER);
    } finally {
      isAsking = false;
    }
  }

  async function fetched(address, headers = {}) {
    const answer = await fetch(address, { headers: { "HX-Request": "true", ...headers }, cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (answer.headers.get("HX-Redirect") || answer.status === 403) {
      leave();
      return null;
    }
    if (!answer.ok && answer.status !== 304) throw new Error(String(answer.status));
    return answer;
  }

  async function askRows() {
    const answer = await fetched(location.href, etag ? { "If-None-Match": etag } : {});
    if (!answer) return;
    etag = answer.headers.get("ETag") || "";
    if (answer.status === 200) show(await answer.text());
    waiting = 0;
    isStale = false;
    say("live");
  }

  async function askSince() {
    const answer = await fetched(place.dataset.since);
    if (!answer || answer.status !== 200) return;
    const part = parsed(await answer.text());
    const gone = part.querySelector("[data-erased]");
    for (const name of gone ? gone.dataset.erased.split(" ") : []) hide(name);
    words.replaceChildren(...part.childNodes);
    place.dataset.kind = "changed";
    button.hidden = false;
  }

  /** What was erased leaves the page at once, with the words that stand for it. */
  function hide(name) {
    for (const part of document.querySelectorAll(`[data-personal="${CSS.escape(name)}"]`)) {
      const instead = document.createElement("span");
      instead.className = "faint";
      instead.textContent = part.dataset.gone || "";
      if (instead.textContent) part.replaceWith(instead);
      else part.remove();
    }
  }

  const parsed = (html) => {
    const box = document.createElement("template");
    box.innerHTML = html;
    return box.content;
  };

  // Showing it: rows that are the same stay the very same, with the focus and the place of the page

  function show(html) {
    const part = parsed(html);
    for (const number of document.querySelectorAll("[data-count]")) {
      const now = part.querySelector(`[data-count="${number.dataset.count}"]`);
      if (!now) continue;
      if (number.textContent !== now.textContent) number.textContent = now.textContent;
      const tab = number.closest(".tabs a");
      if (tab) tab.classList.toggle("loud", now.closest("a").classList.contains("loud"));
    }
    if (rows.matches("[data-parts]")) return showParts(part);
    const [old, fresh] = [rows.querySelector("tbody"), part.querySelector("tbody")];
    if (old && fresh) {
      reconcile(old, fresh);
      for (const name of [".pager"]) swap(name, part);
    } else if (old || fresh) {
      rows.replaceChildren(...part.childNodes);
      for (const row of rows.querySelectorAll("tr[data-mark]")) mark(row);
    }
  }

  // A page of several parts: one that is the same stays; in another the focus finds its link again

  function showParts(part) {
    const known = new Map([...rows.children].map((each) => [each.dataset.part, each]));
    const held = document.activeElement && rows.contains(document.activeElement) ? document.activeElement.getAttribute("href") : "";
    let next = rows.firstElementChild;
    for (const fresh of [...part.children]) {
      const old = known.get(fresh.dataset.part);
      known.delete(fresh.dataset.part);
      const stays = old && old.innerHTML === fresh.innerHTML ? old : fresh;
      const before = new Set(old ? [...old.querySelectorAll("[data-mark]")].map((each) => each.dataset.mark) : []);
      if (old && old !== stays) {
        if (next === old) next = old.nextElementSibling;
        old.remove();
      }
      if (stays === next) next = next.nextElementSibling;
      else rows.insertBefore(stays, next);
      if (old && old !== stays) for (const each of fresh.querySelectorAll("[data-mark]")) if (!before.has(each.dataset.mark)) mark(each);
    }
    for (const gone of known.values()) gone.remove();
    if (held && document.activeElement === document.body) {
      const again = [...rows.querySelectorAll("a")].find((each) => each.getAttribute("href") === held);
      if (again) again.focus({ preventScroll: true });
    }
  }

  function swap(selector, part) {
    const [old, fresh] = [rows.querySelector(selector), part.querySelector(selector)];
    if (old && fresh && old.innerHTML !== fresh.innerHTML) old.replaceWith(fresh);
    else if (old && !fresh) old.remove();
    else if (!old && fresh) rows.append(fresh);
  }

  function reconcile(old, fresh) {
    const held = document.activeElement && document.activeElement.closest("tr[data-key]");
    const key = held && old.contains(held) ? held.dataset.key : "";
    const known = new Map([...old.children].map((row) => [row.dataset.key, row]));
    let next = old.firstElementChild;
    for (const row of [...fresh.children]) {
      const before = known.get(row.dataset.key);
      known.delete(row.dataset.key);
      let stays = row;
      if (before && before.innerHTML === row.innerHTML && before.dataset.mark === row.dataset.mark) {
        stays = before;
        if (!before.classList.contains("fresh")) before.className = row.className;
      } else if (row.dataset.mark && (!before || before.dataset.mark !== row.dataset.mark)) mark(row);
      if (before && before !== stays) {
        if (next === before) next = before.nextElementSibling;
        before.remove();
      }
      if (stays === next) next = next.nextElementSibling;
      else old.insertBefore(stays, next);
    }
    for (const gone of known.values()) gone.remove();
    if (key && document.activeElement === document.body) {
      const again = [...old.children].find((row) => row.dataset.key === key);
      if (again) again.querySelector("a").focus({ preventScroll: true });
    }
  }

  function mark(row) {
    row.classList.add("fresh");
    setTimeout(() => row.classList.remove("fresh"), SHOWN);
  }

  // The stream

  function listen() {
    if (!place.dataset.stream || isOut) return;
    stream = new EventSource(`${place.dataset.stream}?pass=${encodeURIComponent(pass)}`);
    let wasLost = false;
    stream.addEventListener("open", () => {
      if (wasLost) soon(); // something may have been missed
      wasLost = false;
      failures = 0;
      if (place.dataset.kind !== "changed") say("live");
    });
    stream.addEventListener("changed", (event) => {
      const changes = Object.values(JSON.parse(event.data));
      count(changes.reduce((sum, [many]) => sum + many, 0));
      document.dispatchEvent(new Event("heyi:changed"));
      soon(changes.some(([, urgent]) => urgent > 0));
    });
    stream.addEventListener("end", (event) => {
      stream.close();
      if (event.data === "over" || event.data === "again") renew();
      else if (event.data !== "many") later();
    });
    stream.addEventListener("error", () => {
      wasLost = true;
      if (stream.readyState === EventSource.CLOSED) renew();
      if (place.dataset.kind !== "changed") say("lost", place.dataset.lost);
    });
  }

  function later() {
    if (place.dataset.kind !== "changed") say("lost", place.dataset.lost);
    failures += 1;
    setTimeout(renew, Math.min(SLOWLY, 1000 * 2 ** failures) + Math.random() * JITTER);
  }

  async function renew() {
    if (isOut) return;
    try {
      const answer = await fetched(place.dataset.renew);
      if (!answer) return;
      const given = await answer.json();
      [pass, place.dataset.stream] = [given.pass, given.stream];
      if (failures > 3) later(); // the web answers, the stream does not
      else {
        failures += 1;
        setTimeout(listen, failures * 500 + Math.random() * JITTER);
      }
      soon();
    } catch {
      later();
    }
  }

  function leave() {
    isOut = true;
    clearTimeout(timer);
    if (stream) stream.close();
    say("out", place.dataset.out);
  }

  // Reloading keeps what was typed

  const KEPT = "heyi.kept";

  function reload() {
    if (rows) {
      if (document.activeElement && isBusy()) document.activeElement.blur();
      ask();
      return;
    }
    const form = document.querySelector("#act form");
    if (!form) {
      if (place.dataset.back) location.assign(place.dataset.back); // asked for by a form, or one part of a matter
      else location.reload();
      return;
    }
    const typed = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "seen", "task"].includes(name));
    sessionStorage.setItem(KEPT, JSON.stringify([form.action, typed]));
    location.assign(form.action);
  }

  function restore() {
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    const form = document.querySelector("#act form");
    if (!kept || !form) return;
    const [action, typed] = JSON.parse(kept);
    if (action !== form.action) return;
    for (const [name, value] of typed) {
      const fields = [...form.elements].filter((field) => field.name === name);
      for (const field of fields) {
        if (field.type === "radio" || field.type === "checkbox") field.checked = field.value === value;
        else if (field.type !== "file") field.value = value;
      }
    }
    form.dispatchEvent(new CustomEvent("kept"));
  }

  button.addEventListener("click", reload);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "r" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select, [contenteditable]")) return;
    if (button.hidden && !rows) return;
    event.preventDefault();
    reload();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    unseen = 0;
    document.title = title;
    if (waiting || !stream || stream.readyState !== EventSource.OPEN) soon();
  });
  document.addEventListener("focusout", () => {
    if (rows && (waiting || isStale)) soon();
  });
  window.addEventListener("offline", () => say("lost", place.dataset.lost));
  window.addEventListener("online", () => soon());
  window.addEventListener("pagehide", () => stream && stream.close());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) renew();
  });
  setInterval(() => {
    const isHearing = stream && stream.readyState === EventSource.OPEN;
    if (!isHearing || Date.now() - asked > ANYWAY) soon();
  }, SLOWLY);

  restore();
  listen();
})();
