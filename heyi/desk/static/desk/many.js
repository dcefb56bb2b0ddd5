// Choosing many rows: x toggles, shift takes the stretch between, all on the page. Without it each box is ticked alone.
"use strict";

(() => {
  const goOn = document.querySelector("form[data-go-on]");
  if (goOn) goOn.requestSubmit(); // the next stretch of a long run
  const bar = document.querySelector("#many");
  if (!bar) return;

  const count = bar.querySelector(".many-count");
  const all = bar.querySelector("#pick-all");
  const untouched = count.textContent;
  const boxes = () => [...document.querySelectorAll(".pick input")];
  let last = null;
  all.closest("label").hidden = false;

  function tell() {
    const ticked = boxes().filter((box) => box.checked).length;
    bar.toggleAttribute("data-some", ticked > 0);
    count.textContent = ticked ? `${count.dataset.words} ${ticked}` : untouched;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && !all.checked;
  }

  function stretch(from, to, on) {
    const every = boxes();
    const [first, end] = [every.indexOf(from), every.indexOf(to)].sort((a, b) => a - b);
    for (const box of every.slice(first, end + 1)) box.checked = on;
  }

  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.closest(".pick")) return;
    if (event.shiftKey && last?.isConnected) stretch(last, box, box.checked);
    last = box;
  });
  document.addEventListener("change", (event) => {
    if (event.target === all) for (const box of boxes()) box.checked = all.checked;
    tell();
  });
  document.addEventListener("heyi:pick", (event) => {
    const box = event.detail.row?.querySelector(".pick input");
    if (!box) return;
    box.checked = !box.checked;
    if (event.detail.range && last?.isConnected) stretch(last, box, box.checked);
    last = box;
    tell();
  });
  document.addEventListener("htmx:afterSwap", tell);
  window.addEventListener("pageshow", tell);
})();
