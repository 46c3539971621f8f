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

// "Tick all" and "Untick all" of a list to choose from.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick]");
  if (!button) return;
  const boxes = button.form.querySelectorAll("tbody input[type=checkbox]");
  boxes.forEach((box) => (box.checked = button.dataset.tick === "all"));
});

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
  if (event.detail.target.id === "case") place.querySelector("dialog")?.close();
  if (event.detail.target !== place) return;
  const dialog = place.querySelector("dialog[data-open]");
  dialog?.addEventListener("close", () => place.replaceChildren());
  dialog?.showModal();
});

// Nothing typed is lost when the server refuses, is away, or asks to sign in again: say so and
// leave the page as it is.
function trouble(kind) {
  document.querySelectorAll("[data-trouble]").forEach((text) => {
    text.hidden = text.dataset.trouble !== kind;
    if (!text.hidden) text.scrollIntoView({ block: "nearest" });
  });
}
// What a page asks by itself neither complains nor takes a complaint away.
const byItself = (event) => event.detail.elt?.hasAttribute("data-by-itself");
document.addEventListener("htmx:sendError", (event) => byItself(event) || trouble("away"));
document.addEventListener("htmx:responseError", (event) => byItself(event) || trouble("refused"));
document.addEventListener("sachstand:signedOut", () => trouble("signed-out"));
document.addEventListener("htmx:beforeRequest", (event) => byItself(event) || trouble(""));
// Signing in again in another tab changes the security token; send the one that is valid now.
document.addEventListener("htmx:configRequest", (event) => {
  const token = /(?:^|; )(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie);
  if (token && event.detail.verb === "post") event.detail.parameters.csrfmiddlewaretoken = token[1];
});

// Say aloud what a partial update brought.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.closest("[data-quiet]")) return;
  const news = document.querySelector("[data-announce]");
  if (news) document.getElementById("announcement").textContent = news.dataset.announce;
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

// A print button; without this script one prints with the browser.
document.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());

// Show the place in a text field that a hint is about.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-mark]");
  const field = button && document.getElementById(button.dataset.mark);
  if (!field) return;
  for (let part = field.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  field.focus();
  field.setSelectionRange(Number(button.dataset.start), Number(button.dataset.end));
  field.scrollIntoView({ block: "center" });
});
