/* A sheet to sign on, with a finger, a pen or a mouse. Without this file the name is typed, which counts as much. */
"use strict";

const WIDE = 600, HIGH = 240; /* as mediation/rules/strokes.py has them */
const MOST = 40000; /* letters of a path */
const NEAR = 2; /* points closer than this say nothing new */

const form = document.querySelector("form[data-sign]");
if (form) {
  const field = form.elements.namedItem("stroke");
  const sheet = form.querySelector(".sheet");
  const ink = form.querySelector(".sheet-ink");
  const told = form.querySelector("[data-told]");
  const lines = field.value.match(/M[^M]*/g) || [];
  let pen = null; /* the pointer that writes */
  let last = null;

  const show = () => {
    const path = lines.join("");
    field.value = path;
    ink.setAttribute("d", path);
    told.textContent = path ? told.dataset.written : told.dataset.empty;
  };

  const point = (event) => {
    const box = sheet.getBoundingClientRect();
    const within = (at, most) => Math.max(0, Math.min(most, Math.round(at)));
    return [
      within(((event.clientX - box.left) / box.width) * WIDE, WIDE),
      within(((event.clientY - box.top) / box.height) * HIGH, HIGH),
    ];
  };

  sheet.addEventListener("pointerdown", (event) => {
    if (pen !== null || event.button !== 0) return;
    event.preventDefault();
    pen = event.pointerId;
    sheet.setPointerCapture(pen);
    last = point(event);
    lines.push(`M${last[0]} ${last[1]}`);
    show();
  });

  sheet.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pen) return;
    for (const each of event.getCoalescedEvents ? event.getCoalescedEvents() : [event]) {
      const [x, y] = point(each);
      if (Math.abs(x - last[0]) < NEAR && Math.abs(y - last[1]) < NEAR) continue;
      if (field.value.length + 10 > MOST) break;
      last = [x, y];
      lines[lines.length - 1] += `L${x} ${y}`;
      show();
    }
  });

  const lift = (event) => { if (event.pointerId === pen) pen = null; };
  sheet.addEventListener("pointerup", lift);
  sheet.addEventListener("pointercancel", lift);

  form.querySelector("[data-undo]").addEventListener("click", () => { lines.pop(); show(); });
  form.querySelector("[data-clear]").addEventListener("click", () => { lines.length = 0; show(); });

  form.querySelector("[data-sheet]").hidden = false;
  show();
}
