// Files one by one: dropped, pasted or chosen, each with its progress and its own answer; and keys for the viewer.
// Everything works without this file, too: the form sends what was chosen in one go.
"use strict";

(() => {
  const make = (name, words, className) => {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (className) made.className = className;
    return made;
  };
  const size = (bytes) =>
    bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1048576).toFixed(1)} MB`;

  class Sender {
    constructor(form) {
      this.form = form;
      this.list = form.querySelector(".file-progress");
      this.told = form.querySelector(".file-told");
      this.input = form.querySelector("input[type=file]");
      this.place = form.closest(".files-card") || form;
      this.rows = [];
      this.sending = false;
      form.classList.add("one-by-one");
      this.input.required = false; // what was dropped or pasted is not in the input
      this.input.addEventListener("change", () => this.take(this.input.files));
      form.addEventListener("submit", (event) => this.submit(event));
      this.listenToDrops();
    }

    listenToDrops() {
      const over = (event, on) => {
        if (event.dataTransfer && [...event.dataTransfer.types].includes("Files")) {
          event.preventDefault();
          this.place.classList.toggle("over", on);
        }
      };
      this.place.addEventListener("dragover", (event) => over(event, true));
      this.place.addEventListener("dragleave", (event) => over(event, this.place.contains(event.relatedTarget)));
      this.place.addEventListener("drop", (event) => {
        over(event, false);
        if (event.dataTransfer && event.dataTransfer.files.length) this.take(event.dataTransfer.files);
      });
      document.addEventListener("paste", (event) => {
        const files = event.clipboardData ? event.clipboardData.files : [];
        if (!files.length || (event.target.closest("form") && !this.place.contains(event.target))) return;
        event.preventDefault();
        this.take(files);
      });
    }

    take(files) {
      const fold = this.form.closest("details");
      if (fold) fold.open = true;
      for (const file of files) this.add(file);
      this.input.value = "";
      this.list.hidden = !this.rows.length;
      this.told.textContent = "";
    }

    add(file) {
      const row = { file, state: "waiting", item: make("li") };
      row.says = make("span", this.list.dataset.waiting, "faint");
      row.bar = make("progress");
      row.bar.max = 1;
      row.bar.value = 0;
      row.bar.hidden = true;
      row.bar.setAttribute("aria-label", file.name);
      const remove = make("button", this.list.dataset.remove, "as-link");
      remove.type = "button";
      remove.setAttribute("aria-label", `${this.list.dataset.remove} ${file.name}`);
      remove.addEventListener("click", () => this.drop(row));
      row.remove = remove;
      row.item.append(make("strong", file.name), make("span", size(file.size), "faint num"), row.says, row.bar, remove);
      this.list.append(row.item);
      this.rows.push(row);
      if (file.size > Number(this.list.dataset.largest)) this.refuse(row, this.list.dataset.tooLarge);
    }

    drop(row) {
      const place = this.rows.indexOf(row);
      this.rows.splice(place, 1);
      row.item.remove();
      this.list.hidden = !this.rows.length;
      const next = this.rows[Math.min(place, this.rows.length - 1)];
      (next ? next.remove : this.input).focus();
    }

    refuse(row, why) {
      row.state = "refused";
      row.says.textContent = why;
      row.item.classList.add("refused");
      row.bar.hidden = true;
    }

    async submit(event) {
      if (!this.rows.length) return; // the plain form tells what is missing
      event.preventDefault();
      event.stopPropagation();
      if (this.sending) return;
      this.sending = true;
      const button = this.form.querySelector("button[type=submit]");
      button.setAttribute("aria-disabled", "true");
      for (const row of this.rows) if (row.state === "waiting" || row.state === "lost") await this.send(row);
      button.removeAttribute("aria-disabled");
      this.sending = false;
      await this.finish();
    }

    send(row) {
      return new Promise((resolve) => {
        const body = new FormData(this.form);
        body.delete(this.input.name);
        body.append(this.input.name, row.file);
        const request = new XMLHttpRequest();
        request.open("POST", this.form.action);
        request.setRequestHeader("Accept", "application/json");
        row.item.classList.remove("refused");
        row.remove.hidden = true;
        row.bar.hidden = false;
        row.says.textContent = "";
        request.upload.addEventListener("progress", (now) => {
          if (now.lengthComputable) row.bar.value = now.loaded / now.total;
        });
        request.addEventListener("loadend", () => {
          row.remove.hidden = false;
          this.hear(row, request);
          resolve();
        });
        request.send(body);
      });
    }

    hear(row, request) {
      let answer = null;
      try {
        answer = request.status === 200 ? JSON.parse(request.responseText) : null;
      } catch {
        answer = null; // no answer of ours: a sign-in page, or a proxy's words
      }
      if (!answer) {
        this.refuse(row, this.list.dataset.lost);
        row.state = "lost";
        return;
      }
      const why = answer.refused.map((file) => file.why).concat(answer.faults);
      if (why.length) {
        this.refuse(row, why.join(" "));
        return;
      }
      row.state = "done";
      row.says.textContent = this.list.dataset.done;
      row.bar.hidden = true;
    }

    async finish() {
      const done = this.rows.filter((row) => row.state === "done");
      if (done.length) await this.renew();
      for (const row of done) this.drop(row);
      this.told.textContent = this.rows.length ? this.list.dataset.someLeft : this.list.dataset.allDone;
      const note = this.form.querySelector("[name$=note]");
      if (note && !this.rows.length) note.value = "";
    }

    async renew() {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#files .files-shown");
      const old = document.querySelector("#files .files-shown");
      if (fresh && old) old.replaceWith(document.importNode(fresh, true));
      const count = page.querySelector("#files .files-count");
      const before = document.querySelector("#files .files-count");
      if (count && before) before.replaceWith(document.importNode(count, true));
    }
  }

  for (const form of document.querySelectorAll("form[data-files]")) new Sender(form);

  // The viewer: arrows go on and back, Escape leaves.
  document.addEventListener("keydown", (event) => {
    const viewer = document.querySelector("[data-viewer]");
    if (!viewer || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const way = { ArrowLeft: "[rel=prev]", ArrowRight: "[rel=next]", Escape: "[data-leave]" }[event.key];
    const link = way && document.querySelector(way);
    if (link) link.click();
  });
})();
