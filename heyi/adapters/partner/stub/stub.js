// The log renews itself; what somebody types beside it stays.
const log = document.getElementById("log");

async function renew() {
  try {
    const answer = await fetch("/part");
    if (answer.ok) {
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
