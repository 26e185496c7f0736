// A form with data-draft-url is kept as a draft on the server while its writer types. Nothing is stored in the browser:
// without a connection the words stay in the open page, and a form sent meanwhile goes once, when it is back.
const PAUSE = 1200;

for (const form of document.querySelectorAll("form[data-draft-url]")) keep(form);

function keep(form) {
  const status = form.querySelector("[data-draft-status]");
  let timer, waiting = false, unsaved = false, sent = false;

  const say = (words, away = false) => {
    if (!status) return;
    const span = document.createElement("span");
    span.textContent = words;
    span.toggleAttribute("data-away", away);
    status.replaceChildren(span);
  };

  async function save() {
    if (sent || waiting) return;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, headers: { "X-Requested-With": "draft" } });
      if (!answer.ok) return; // a refused draft is not an outage; the form itself will say what to look at
      unsaved = false;
      const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
      say(status?.dataset.saidSaved.replace("{time}", time));
    } catch {
      say(status?.dataset.saidAway, true);
    }
  }

  form.addEventListener("input", () => {
    unsaved = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (navigator.onLine) return (sent = true);
    event.preventDefault();
    waiting = true;
    say(status?.dataset.saidWaiting, true);
  }, { capture: true });
  window.addEventListener("offline", () => say(status?.dataset.saidAway, true));
  window.addEventListener("online", () => {
    if (!waiting) return save();
    waiting = false;
    form.requestSubmit();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sent && (waiting || (unsaved && !navigator.onLine))) event.preventDefault();
  });
}
