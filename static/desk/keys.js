// Single keys, in one place: "?" shows them all, a box switches them off (WCAG 2.1.4).
// data-key="n" on a link or a button presses it, on a field goes there; a page's own script may
// add to `deskKeys`. What a key does must be reachable without it.
"use strict";

const KEYS_OFF = "keys-off";
const keysDialog = () => document.getElementById("keys");
const deskKeys = { "?": () => keysDialog()?.showModal() };

// The first of several that can be seen: a page may offer the same thing in two places.
const keyed = (key) =>
  [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.getClientRects().length || one.closest("details:not([open])"));
function pressKey(place) {
  for (let part = place.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  if (place.matches("a, button")) return place.click();
  place.focus();
  place.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.key.length !== 1) return;
  if (event.target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog, [contenteditable]")) return;
  if (localStorage.getItem(KEYS_OFF)) return;
  const place = keyed(event.key);
  if (!place && !(event.key in deskKeys)) return;
  event.preventDefault();
  place ? pressKey(place) : deskKeys[event.key]();
});

document.addEventListener("click", (event) => event.target.closest("[data-keys]") && keysDialog()?.showModal());

const keysOff = document.getElementById("keys-off");
if (keysOff) {
  keysOff.checked = !!localStorage.getItem(KEYS_OFF);
  keysOff.addEventListener("change", () =>
    keysOff.checked ? localStorage.setItem(KEYS_OFF, "1") : localStorage.removeItem(KEYS_OFF));
}
