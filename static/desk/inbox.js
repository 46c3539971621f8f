// Quickens the inbox: keys, ticks, the quick look; the list works without it.
"use strict";

const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// Which row the keys are about: the one that holds the focus, else the one they were at last.
let place = -1;
const rows = () => all("#rows .rows__row");
function current() {
  const held = document.activeElement?.closest(".rows__row");
  if (held) place = rows().indexOf(held);
  return rows()[place];
}
function go(steps) {
  current();
  const list = rows();
  if (!list.length) return;
  place = Math.min(Math.max(place + steps, 0), list.length - 1);
  one(".rows__main", list[place]).focus();
}

Object.assign(deskKeys, {
  j: () => go(1),
  k: () => go(-1),
  x: () => one("input[type=checkbox]", current() ?? document.createElement("i"))?.click(),
  v: () => one(".rows__look a", current() ?? document.createElement("i"))?.click(),
  "/": () => one("#filter-text").focus(),
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !one("#drawer").hidden) close();
});

// The quick look opens beside the list and gives the focus back where it came from.
let opener = null;
function close() {
  const drawer = one("#drawer");
  drawer.hidden = true;
  drawer.replaceChildren();
  (document.contains(opener) ? opener : one("#rows a"))?.focus();
}
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "drawer") opener = event.detail.elt;
});
document.addEventListener("htmx:afterSwap", (event) => {
  const drawer = one("#drawer");
  if (!drawer?.contains(event.detail.target) && event.detail.target.id !== "look") return;
  drawer.hidden = false;
  one("#look-title", drawer)?.focus();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("#drawer [data-look-close]")) {
    event.preventDefault();
    close();
  }
});

// How many are ticked, and all of them at once.
const boxes = () => all('#rows input[name="case"]');
function count() {
  const number = boxes().filter((box) => box.checked).length;
  const some = one("[data-chosen-some]");
  if (!some) return;
  some.hidden = !number;
  one("[data-chosen-none]").hidden = !!number;
  one("[data-chosen-number]").textContent = number;
}
document.addEventListener("change", (event) => event.target.name === "case" && count());
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-choose-all]")) return;
  const tick = boxes().some((box) => !box.checked);
  boxes().forEach((box) => (box.checked = tick));
  count();
});

// Looking for news rests in a tab nobody sees, and says the same thing once only.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id === "news" && document.hidden) event.preventDefault();
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "news") return;
  const same = document.createElement("div");
  same.innerHTML = event.detail.xhr.responseText;
  if (same.textContent.trim() === event.detail.target.textContent.trim()) event.detail.shouldSwap = false;
});

// A new list begins with what the browser remembers of the ticks.
document.addEventListener("htmx:afterSettle", count);
count();
