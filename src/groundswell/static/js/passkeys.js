// Passkeys: offered where the browser has them, and what went wrong is said on the page.
for (const button of document.querySelectorAll("[data-passkey]")) button.hidden = !window.PublicKeyCredential;

const SAID = { InvalidStateError: "saidKnown", SecurityError: "saidUnsafe" };
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const place = document.querySelector("[data-passkey-said]");
  if (!place) return;
  place.textContent = place.dataset[SAID[event.detail.exception?.name] ?? "saidStopped"];
  place.hidden = false;
});
