/* Leave at once, and let the back button not lead here again. Without this file the link leads to the first page. */
"use strict";

document.querySelectorAll("[data-leave]").forEach((link) =>
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(link.href);
  }),
);
