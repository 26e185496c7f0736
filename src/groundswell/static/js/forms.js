// Plain forms: sent once, errors found first, small conveniences. Every page works without this.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("hx-post") || event.defaultPrevented) return;
  if (form.hasAttribute("data-sent")) return event.preventDefault();
  form.setAttribute("data-sent", "");
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(release, 8000); // a form that answers with a file leaves us on this page
});

function release() {
  for (const form of document.querySelectorAll("[data-sent]")) form.removeAttribute("data-sent");
  for (const button of document.querySelectorAll("form [aria-busy]")) button.removeAttribute("aria-busy");
}

// Back or forward brings a page back as it was left, words and all: let its forms be sent again.
window.addEventListener("pageshow", release);

const summary = document.querySelector(".error-summary:not([data-specimen] *)");
if (summary) summary.focus();

for (const button of document.querySelectorAll("[data-dismiss]")) button.hidden = false;
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (button) button.closest(".toast")?.remove();
  if (event.target.closest("[data-print]")) window.print();
  const open = document.querySelector("details.you[open]");
  if (open && !open.contains(event.target)) open.open = false;
});
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && document.querySelector("details.you[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;

// Light or dark: a cookie, so that the next page comes in the right colors from the start.
const dark = window.matchMedia("(prefers-color-scheme: dark)");
for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const root = document.documentElement;
    const now = root.dataset.theme ?? (dark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
  });
}
