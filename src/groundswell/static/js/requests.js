// htmx: the CSRF token on every request, and no refusal or outage left unsaid.
const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";
const sayings = document.querySelector("[data-said-500]");

document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = token;
});

function show(words) {
  const place = document.querySelector("[data-toasts]");
  const form = document.querySelector("template[data-toast-form]");
  if (!place || !form || !words) return;
  const toast = form.content.firstElementChild.cloneNode(true);
  toast.querySelector("p").textContent = words;
  toast.querySelector("[data-dismiss]").hidden = false;
  place.replaceChildren(toast);
  toast.scrollIntoView({ block: "nearest" });
}

function saying(status) {
  return sayings?.getAttribute(`data-said-${status}`) ?? sayings?.dataset.said500;
}

document.addEventListener("htmx:responseError", (event) => show(saying(event.detail.xhr.status)));
document.addEventListener("htmx:sendError", () => show(sayings?.dataset.saidAway));
document.addEventListener("htmx:timeout", () => show(sayings?.dataset.saidAway));

document.addEventListener("htmx:beforeRequest", (event) => setBusy(event.detail.elt, true));
document.addEventListener("htmx:afterRequest", (event) => setBusy(event.detail.elt, false));

function setBusy(element, busy) {
  const buttons = element.matches("form") ? element.querySelectorAll("button[type=submit]") : [];
  for (const button of buttons) {
    button.disabled = busy;
    button.toggleAttribute("aria-busy", busy);
  }
}
