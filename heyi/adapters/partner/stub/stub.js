// The log renews itself; what somebody types in it or beside it stays.
const log = document.getElementById("log");

function isTyping() {
  return [...log.querySelectorAll("textarea")].some((area) => area.value || area === document.activeElement);
}

async function renew() {
  try {
    const answer = await fetch("/part");
    if (answer.ok && !isTyping()) {
      const text = await answer.text();
      if (text !== renew.before) {
        log.innerHTML = text;
        renew.before = text;
      }
    }
  } catch (error) {
    log.dataset.silent = String(error);
  }
  setTimeout(renew, 1000);
}

renew();
