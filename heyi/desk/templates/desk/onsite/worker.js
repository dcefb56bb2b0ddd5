// The one service worker of this house, for the addresses below {{ page }} alone: it keeps the empty form and what draws
// it, and nothing that is anybody's. Everything else goes to the network as if it were not there.
"use strict";

const CACHE = "heyi-onsite-{{ version }}";
const ASSETS = {{ assets|safe }};
const PAGE = "{{ page|escapejs }}";
const SHELL = "{{ shell|escapejs }}";

/** Only what came from the house itself as asked: a page of signing in is not the form. */
async function keep(cache, address) {
  const answer = await fetch(address, { redirect: "error", credentials: "same-origin", cache: "no-cache" });
  if (answer.ok) await cache.put(address, answer);
}

async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all([...ASSETS, SHELL].map((address) => keep(cache, address)));
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith("heyi-onsite-") && name !== CACHE);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function page(request) {
  try {
    return await fetch(request);
  } catch (failed) {
    const kept = await caches.match(SHELL);
    if (kept) return kept;
    throw failed;
  }
}

async function asset(request) {
  return (await caches.match(request.url)) || fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  if (event.data === "refill") event.waitUntil(fill().catch(() => undefined)); // no network: what is kept stays
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === PAGE) event.respondWith(page(request));
  else if (ASSETS.includes(address.pathname)) event.respondWith(asset(request));
});
