// Quickens the desk; every page works without it.
"use strict";

// "All checked" ticks the boxes here instead of asking the server.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-all]");
  if (!button) return;
  event.preventDefault();
  const list = button.closest("fieldset");
  list.querySelectorAll("input[type=checkbox]").forEach((box) => (box.checked = true));
  const next = button.closest("form").querySelector(".actions--main button");
  button.parentElement.remove();
  next.focus();
}, true);

// A button that replaces what was typed asks first.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (button && !window.confirm(button.dataset.confirm)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);

// Dialogs arrive as partial pages; open them, and clear them away when they close.
document.addEventListener("htmx:afterSwap", (event) => {
  const place = document.getElementById("dialog");
  if (event.detail.target !== place) {
    place.querySelector("dialog")?.close();
    return;
  }
  const dialog = place.querySelector("dialog[data-open]");
  dialog?.addEventListener("close", () => place.replaceChildren());
  dialog?.showModal();
});

// Nothing typed is lost when the server refuses or is away: say so and leave the page as it is.
function trouble(kind) {
  const box = document.getElementById("trouble");
  box.textContent = box.dataset[kind];
  box.hidden = false;
  box.scrollIntoView({ block: "nearest" });
}
document.addEventListener("htmx:sendError", () => trouble("offline"));
document.addEventListener("htmx:responseError", () => trouble("refused"));
document.addEventListener("htmx:beforeRequest", () => {
  document.getElementById("trouble").hidden = true;
});

// An open explanation closes when one goes elsewhere.
document.addEventListener("click", (event) => {
  document.querySelectorAll("details.explain[open]").forEach((details) => {
    if (!details.contains(event.target)) details.open = false;
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const details = document.activeElement?.closest("details.explain[open]");
  if (!details) return;
  details.open = false;
  details.querySelector("summary").focus();
});
