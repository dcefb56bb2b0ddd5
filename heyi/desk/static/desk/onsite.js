// Settling on site with or without network: what is pressed "send" is sealed into this telephone first, and leaves it as
// soon as there is network. The same key goes with it each time, so that twice is once. Without this script the form is
// sent as any form is.
"use strict";

(() => {
  const form = document.querySelector("form[data-site]");
  if (!form || !window.indexedDB || !window.crypto || !crypto.subtle) return;
  const EVERY = 30_000; // milliseconds
  const vault = window.heyiVault;
  const said = JSON.parse(document.getElementById("site-sayings").textContent);
  const find = (selector) => document.querySelector(selector);
  const fill = (words, gaps) => words.replace(/\{(\w+)\}/g, (_gap, name) => gaps[name] ?? "");
  const told = new Map(); // how the sendings of this page fared, by key
  let keys = read("site-vault"); // the public half, of a page that was opened without network
  let isSending = false;
  let asksAgain = false;

  function read(id) {
    const found = document.getElementById(id);
    return found ? JSON.parse(found.textContent) : null;
  }

  // --- what stands on the page -------------------------------------------------------------------------------------

  const field = (name) => form.elements[name];
  const value = (name) => (field(name) ? field(name).value.trim() : "");
  const nameOf = (side) => value(`p${"ABCD".indexOf(side)}-name`) || side;

  function showTerm(term, place) {
    const kind = value(`c${place}-kind`);
    for (const part of term.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(kind);
    for (const part of term.querySelectorAll(".site-who")) part.hidden = !kind;
    if (!kind) return "";
    const gaps = {};
    for (const name of ["what", "amount", "manner"]) gaps[name] = value(`c${place}-${name}`) || said.gap;
    gaps.day = value(`c${place}-due_on`) || said.gap;
    gaps.who = nameOf(value(`c${place}-who`));
    gaps.to = nameOf(value(`c${place}-to`));
    return fill(said[kind], gaps);
  }

  /** The clauses as they are read out, large. */
  function readOut() {
    const lines = [...form.querySelectorAll("[data-term]")].map(showTerm).filter(Boolean);
    const part = find("[data-read]");
    part.hidden = false;
    part.querySelector("ol").replaceChildren(...lines.map((line) => element("li", line)));
    part.querySelector("p").textContent = said.free;
    for (const option of form.querySelectorAll("[data-term] select:not([name$=kind]) option")) {
      option.textContent = option.value === nameOf(option.value) ? option.value : `${option.value} ${nameOf(option.value)}`;
    }
  }

  function element(tag, words, made = {}) {
    return Object.assign(document.createElement(tag), { textContent: words }, made);
  }

  function showFaults(faults) {
    const part = find("[data-faults]");
    part.hidden = !faults.length;
    if (!faults.length) return;
    const line = (fault) => element("li", fault.label ? `${fault.label}${said.colon}${fault.words}` : fault.words);
    part.querySelector("ul").replaceChildren(...faults.map(line));
    part.focus();
    part.scrollIntoView({ block: "center" });
  }

  function showNetwork() {
    const part = find("[data-offline]");
    part.hidden = navigator.onLine;
  }

  // --- what waits --------------------------------------------------------------------------------------------------

  async function showWaiting() {
    const records = (await vault.all()).filter((record) => !keys || record.of === keys.name);
    const sent = [...told].filter(([key, how]) => how.state === "sent" && !records.some((one) => one.key === key));
    const part = find("[data-waiting]");
    part.hidden = !records.length && !sent.length;
    part.querySelector("[data-again]").textContent = said.again;
    part.querySelector("[data-again]").hidden = !records.length;
    part.querySelector("ul").replaceChildren(...sent.map(([, how]) => row(how, null)), ...records.map((one) => row(one, one)));
  }

  function row(how, record) {
    const line = element("li", "");
    const words = how.state === "sent" ? fill(said.sent, how) : said[how.state];
    line.append(element("span", new Date(how.at).toLocaleString(document.documentElement.lang)));
    const tone = { sent: "bamboo", failed: "cinnabar" }[how.state] || "gamboge";
    line.append(element("span", words, { className: `mark ${tone}` }));
    for (const why of how.faults || []) line.append(element("span", why.label ? `${why.label}${said.colon}${why.words}` : why.words, { className: "site-why" }));
    if (record && how.state === "failed") line.append(choices(record));
    return line;
  }

  function choices(record) {
    const part = element("span", "", { className: "row" });
    const correct = element("button", said.correct, { type: "button", className: "button plain" });
    const drop = element("button", said.drop, { type: "button", className: "button plain" });
    correct.addEventListener("click", () => putBack(record));
    drop.addEventListener("click", async () => {
      if (drop.textContent === said.drop) drop.textContent = said.surely;
      else await vault.drop(record.key).then(showWaiting);
    });
    part.append(correct, drop);
    return part;
  }

  /** What was refused stands in the form again, photographs too, under the same key. */
  async function putBack(record) {
    const given = await new Response(await vault.open(keys.opens, record.sealed), { headers: { "Content-Type": record.type } }).formData();
    form.reset();
    for (const input of form.elements) {
      if (input.type === "file") {
        const held = new DataTransfer();
        for (const file of given.getAll(input.name)) if (file.size) held.items.add(file);
        input.files = held.files;
      } else if (input.type === "radio" || input.type === "checkbox") {
        input.checked = given.getAll(input.name).includes(input.value);
      } else if (input.name && input.name !== "csrfmiddlewaretoken" && given.has(input.name)) {
        input.value = given.get(input.name);
      }
    }
    for (const more of form.querySelectorAll("details")) more.open = true;
    readOut();
    showFaults(record.faults || []);
  }

  // --- sending -----------------------------------------------------------------------------------------------------

  async function keepAndSend() {
    field("captured_at").value = field("captured_at").value || new Date().toISOString();
    const given = new FormData(form);
    given.delete("csrfmiddlewaretoken");
    const packed = new Response(given);
    const type = packed.headers.get("Content-Type");
    const sealed = await vault.seal(keys.key, await packed.arrayBuffer());
    const at = new Date().toISOString();
    await vault.put({ key: value("key"), of: keys.name, at, state: "waiting", faults: [], type, sealed });
    clear();
    await showWaiting();
    find("[data-waiting]").scrollIntoView({ block: "center" });
    await sendAll();
  }

  /** An empty form for the next one, under a key of its own. */
  function clear() {
    form.reset();
    field("key").value = crypto.randomUUID();
    field("captured_at").value = "";
    showFaults([]);
    readOut();
  }

  async function sendAll() {
    await showWaiting();
    if (isSending) asksAgain = true;
    if (isSending || !navigator.onLine) return;
    isSending = true;
    try {
      if (!(await fetchKeys())) return;
      const records = (await waiting()).filter((one) => one.of === keys.name);
      for (const record of records) await send(record);
      if (records.length) await showMine();
    } finally {
      isSending = false;
      await showWaiting();
    }
    if (asksAgain) {
      asksAgain = false;
      await sendAll();
    }
  }

  const waiting = async () => (await vault.all()).filter((one) => one.state !== "failed");

  /** The network comes and goes without telling: what waits is tried again. */
  async function tryAgain() {
    if ((await waiting()).length) await sendAll();
  }

  /** Both halves and a token, from the house; false without network, or where nobody is signed in. */
  async function fetchKeys() {
    const answer = await ask("key");
    if (!answer) return false;
    if (answer.redirected || !answer.ok) {
      for (const record of await vault.all()) await vault.put({ ...record, faults: [{ label: "", words: said.signin }] });
      return false;
    }
    keys = await answer.json();
    return true;
  }

  const ask = (address, given = {}) => fetch(new URL(address, form.action), given).catch(() => null);

  async function send(record) {
    let body;
    try {
      body = await vault.open(keys.opens, record.sealed);
    } catch {
      await fail(record, [{ label: "", words: said.unopened }]);
      return;
    }
    const headers = { "Content-Type": record.type, "X-CSRFToken": keys.token, Accept: "application/json" };
    const answer = await ask(form.action, { method: "POST", headers, body });
    if (!answer || answer.redirected || answer.status >= 500 || answer.status === 429) return; // it waits
    const told_of = await answer.json().catch(() => null);
    if (answer.status === 201) {
      told.set(record.key, { state: "sent", at: record.at, number: told_of.number });
      await vault.drop(record.key);
    } else {
      await fail(record, told_of ? told_of.faults : [{ label: "", words: said.failed }]);
    }
  }

  const fail = (record, faults) => vault.put({ ...record, state: "failed", faults });

  async function showMine() {
    const part = find("[data-mine]");
    const answer = part && (await ask("mine"));
    if (answer && answer.ok && !answer.redirected) part.innerHTML = await answer.text();
  }

  // --- beginning ---------------------------------------------------------------------------------------------------

  async function begin() {
    showNetwork();
    readOut();
    if ("serviceWorker" in navigator) {
      const scope = new URL(".", form.action).pathname;
      const worker = await navigator.serviceWorker.register(new URL("worker.js", form.action), { scope });
      if (worker.active) worker.active.postMessage("refill");
    }
    await sendAll();
  }

  form.addEventListener("submit", (event) => {
    if (!keys) return; // never had network here: the browser sends, or says that it cannot
    event.preventDefault();
    keepAndSend().catch(() => showFaults([{ label: "", words: said.unkept }]));
  });
  form.addEventListener("input", readOut);
  form.addEventListener("change", readOut);
  window.addEventListener("online", () => { showNetwork(); sendAll(); });
  window.addEventListener("offline", showNetwork);
  find("[data-again]").addEventListener("click", sendAll);
  setInterval(tryAgain, EVERY);
  begin();
})();
