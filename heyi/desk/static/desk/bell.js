// The bell counts by itself: where this page hears that something changed, it asks how much is unread.
"use strict";

(() => {
  const bell = document.querySelector("[data-bell]");
  if (!bell) return;
  const LEAST = 5000; // between two questions
  const SLOWLY = 60000; // where this page hears nothing
  const MOST = 99;
  const number = bell.querySelector("[data-unread]");
  const words = bell.querySelector("[data-words]");
  let asked = 0;
  let timer = 0;

  function show(count) {
    number.textContent = count > MOST ? `${MOST}+` : String(count || "");
    number.hidden = !count;
    words.textContent = count ? bell.dataset.some.replace("{n}", number.textContent) : bell.dataset.none;
  }

  async function ask() {
    timer = 0;
    asked = Date.now();
    try {
      const answer = await fetch(bell.dataset.bell, { headers: { "HX-Request": "true" }, cache: "no-store" });
      if (answer.status === 200) show((await answer.json()).unread);
    } catch {
      return; // the list beside it says that the connection is lost
    }
  }

  document.addEventListener("heyi:changed", () => {
    if (timer || document.hidden) return;
    timer = setTimeout(ask, Math.max(300, asked + LEAST - Date.now()));
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - asked > LEAST) ask();
  });
  if (!document.querySelector("#live")) {
    setInterval(() => {
      if (!document.hidden) ask();
    }, SLOWLY);
  }
})();
