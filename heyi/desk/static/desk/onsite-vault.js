// What waits in this telephone: sealed for one person under a key whose other half only a signed-in page is given.
// P-256 and AES-GCM of the browser itself; each record under a key of its own. Nothing here can open what it keeps.
"use strict";

window.heyiVault = (() => {
  const BASE = "heyi-onsite";
  const STORE = "waiting";
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  const CIPHER = { name: "AES-GCM", length: 256 };

  function base() {
    return new Promise((done, failed) => {
      const asked = indexedDB.open(BASE, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }

  async function within(mode, work) {
    const opened = await base();
    try {
      return await new Promise((done, failed) => {
        const turn = opened.transaction(STORE, mode);
        const asked = work(turn.objectStore(STORE));
        turn.oncomplete = () => done(asked.result);
        turn.onerror = turn.onabort = () => failed(turn.error);
      });
    } finally {
      opened.close();
    }
  }

  const all = () => within("readonly", (store) => store.getAll());
  const put = (record) => within("readwrite", (store) => store.put(record));
  const drop = (key) => within("readwrite", (store) => store.delete(key));

  const publicKey = (jwk) => crypto.subtle.importKey("jwk", jwk, CURVE, false, []);
  const privateKey = (jwk) => crypto.subtle.importKey("jwk", jwk, CURVE, false, ["deriveKey"]);
  const shared = (own, other, use) => crypto.subtle.deriveKey({ name: "ECDH", public: other }, own, CIPHER, false, [use]);

  /** Sealed for whoever holds the other half; the half used once is thrown away. */
  async function seal(jwk, bytes) {
    const once = await crypto.subtle.generateKey(CURVE, true, ["deriveKey"]);
    const key = await shared(once.privateKey, await publicKey(jwk), "encrypt");
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes);
    return { once: await crypto.subtle.exportKey("jwk", once.publicKey), iv, data };
  }

  async function open(jwk, sealed) {
    const key = await shared(await privateKey(jwk), await publicKey(sealed.once), "decrypt");
    return crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data);
  }

  return { all, put, drop, seal, open };
})();
