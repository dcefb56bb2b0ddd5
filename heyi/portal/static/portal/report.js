/* What a slow telephone needs: the text of this page is kept on it until it has arrived. Without this file every page works. */
"use strict";

let form = null;
const PREFIX = "heyi.report.";
const LIFE = 7 * 24 * 3600 * 1000; // ms; as long as the draft lives on the server

const store = {
  take(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(PREFIX + key) || "null");
      return kept && Date.now() - kept.at < LIFE ? kept : null;
    } catch { return null; }
  },
  keep(key, value) {
    try { localStorage.setItem(PREFIX + key, JSON.stringify({ ...value, at: Date.now() })); return true; } catch { return false; }
  },
  drop(key) {
    try { localStorage.removeItem(PREFIX + key); } catch { /* nothing was kept */ }
  },
  clear() {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => localStorage.removeItem(key));
    } catch { /* nothing was kept */ }
  },
};

/* The receipt, or everything thrown away: this device keeps nothing. */
if (document.querySelector("[data-done]")) store.clear();
document.querySelectorAll("form[data-forget]").forEach((one) => one.addEventListener("submit", () => store.clear()));

/* One listener for the whole page, whichever form stands on it. */
const listening = {};
function listen(what, hear) {
  if (!listening[what]) addEventListener(what, () => listening[what]());
  listening[what] = hear;
}

function written() {
  const own = ["csrfmiddlewaretoken", "draft", "seen", "to", "shared", "website"];
  return [...new FormData(form)].filter(([name]) => !own.includes(name));
}

function restore(kept) {
  let changed = false;
  for (const [name, value] of kept) {
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "radio") {
        if (field.value === value && !field.checked) changed = field.checked = true;
      } else if (field.value !== value) {
        field.value = value;
        changed = true;
      }
    }
  }
  form.dispatchEvent(new CustomEvent("kept"));
  return changed;
}

function keepUntilSent() {
  const shared = form.hasAttribute("data-shared");
  const page = form.dataset.keep;
  const draft = form.elements.draft.value;
  const offline = form.querySelector("[data-offline]");
  const words = offline.querySelector("span");
  const button = form.querySelector("button[type=submit]");
  let busy = false;
  let waiting = false;
  let returns = 0; // how often the connection has come back

  const kept = shared ? null : store.take(page);
  if (kept && kept.draft === draft && kept.seen === form.elements.seen.value) {
    if (restore(kept.fields)) form.querySelector("[data-restored]")?.removeAttribute("hidden");
  } else {
    store.drop(page);
  }

  function remember() {
    if (!shared && page !== "send" && store.keep(page, { draft, seen: form.elements.seen.value, fields: written() })) {
      if (words.dataset.kept) words.textContent = words.dataset.kept;
    }
  }

  function tell(isOff) {
    offline.hidden = !isOff;
  }

  async function send(event) {
    event?.preventDefault();
    if (busy) return;
    busy = true;
    button.setAttribute("aria-disabled", "true");
    remember();
    const before = returns;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/x-onward, text/html" } });
      const onward = answer.headers.get("X-Onward") || (answer.redirected && answer.url);
      if (onward) {
        store.drop(page);
        location.assign(onward);
        return;
      }
      show(await answer.text());
      return;
    } catch {
      tell(true);
      waiting = true;
    }
    busy = false;
    button.removeAttribute("aria-disabled");
    if (waiting && returns !== before) resume(); // it came back before the failure was told
  }

  function resume() {
    tell(false);
    if (!waiting || busy) return;
    waiting = false;
    send();
  }

  form.addEventListener("input", remember);
  form.addEventListener("submit", send);
  listen("offline", () => { remember(); tell(true); });
  listen("online", () => { returns += 1; resume(); });
  if (!navigator.onLine) tell(true);
}

function count() {
  const field = form.querySelector("textarea[data-most]");
  const told = form.querySelector("[data-count]");
  if (!field || !told) return;
  const say = () => {
    const many = [...field.value.trim()].length;
    told.textContent = told.dataset.words.replace("{count}", many).replace("{most}", field.dataset.most);
  };
  told.hidden = false;
  field.addEventListener("input", say);
  say();
}

function map() {
  const shapes = [...document.querySelectorAll(".shape")];
  const radios = [...form.querySelectorAll("[name=county]")];
  const show = () => shapes.forEach((shape) => shape.classList.toggle("chosen", radios.some((r) => r.checked && r.value === shape.dataset.for)));
  shapes.forEach((shape) => shape.addEventListener("click", () => {
    const radio = radios.find((one) => one.value === shape.dataset.for);
    radio.checked = true;
    radio.dispatchEvent(new Event("input", { bubbles: true }));
    show();
  }));
  radios.forEach((radio) => radio.addEventListener("change", show));
  show();
}

/* A point on the map, or the telephone's own place when it is asked for: a word in a hidden field, read by the server. */
function spot() {
  const part = form.querySelector("[data-spot]");
  if (!part) return;
  const find = (name) => part.querySelector(`[data-spot-${name}]`);
  const field = form.elements.point;
  const [told, none, phone, drawing, dot] = [find("told"), find("none"), find("phone"), part.querySelector("svg"), find("dot")];

  function say(words) {
    none.hidden = !field.value;
    if (dot) dot.toggleAttribute("hidden", !field.value.startsWith("map "));
    told.textContent = words;
  }

  function set(value, words) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    say(words);
  }

  function at(event) {
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    dot.setAttribute("transform", `translate(${place.x} ${place.y})`);
    set(`map ${place.x.toFixed(2)} ${place.y.toFixed(2)}`, told.dataset.map);
  }

  function ask() {
    say(phone.dataset.asking);
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      const metres = Math.ceil(coords.accuracy);
      set(`phone ${coords.longitude.toFixed(6)} ${coords.latitude.toFixed(6)} ${metres}`, told.dataset.phone.replace("{metres}", metres));
    }, () => say(phone.dataset.no), { enableHighAccuracy: true, timeout: 15000, maximumAge: 0 });
  }

  find("in").hidden = false;
  phone.hidden = !navigator.geolocation;
  part.querySelector(".spot-shape")?.addEventListener("click", at);
  phone.addEventListener("click", ask);
  none.addEventListener("click", () => set("", ""));
  const [how, x, y, metres] = field.value.split(" ");
  if (how === "map" && dot) dot.setAttribute("transform", `translate(${x} ${y})`);
  say({ kept: told.dataset.kept, map: told.dataset.map, phone: told.dataset.phone.replace("{metres}", metres) }[how] || "");
}

function receiptButtons() {
  const print = document.querySelector("[data-print]");
  const copy = document.querySelector("[data-copy]");
  const share = document.querySelector("[data-share]");
  if (print) { print.hidden = false; print.addEventListener("click", () => window.print()); }
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(copy.dataset.copy);
      copy.textContent = copy.dataset.said;
    });
  }
  if (share && navigator.share) {
    share.hidden = false;
    share.addEventListener("click", () => navigator.share({ title: share.dataset.title, url: new URL(share.dataset.share, location.href).href }).catch(() => {}));
  }
}

/* What came back instead of the next page: the same one with its faults, or why it stops. */
function show(html) {
  const come = new DOMParser().parseFromString(html, "text/html");
  document.title = come.title;
  document.querySelector("main").replaceWith(come.querySelector("main"));
  begin();
  (document.querySelector("[data-faults]") || document.querySelector("main")).focus();
}

function begin() {
  form = document.querySelector("form[data-keep]");
  if (form) { keepUntilSent(); count(); map(); spot(); }
  receiptButtons();
}

begin();
