// Quickens the team board; the form does everything without it.
"use strict";

const caseRows = () => [...document.querySelectorAll(".board__row")];
const tick = (row) => row.querySelector('input[name="case"]') ?? {};

// A filter that is changed narrows the board at once.
document.addEventListener("change", (event) => event.target.closest("[data-sends]")?.form.requestSubmit());
document.querySelectorAll("[data-sent-by-itself]").forEach((button) => (button.hidden = true));

// Keys for the rows; "a" goes to the list of people (data-key).
let at = -1;
function step(number) {
  const list = caseRows();
  const held = list.indexOf(document.activeElement?.closest(".board__row"));
  if (held >= 0) at = held;
  at = Math.min(Math.max(at + number, 0), list.length - 1);
  list[at]?.querySelector("a").focus();
}
Object.assign(deskKeys, {
  j: () => step(1),
  k: () => step(-1),
  x: () => document.activeElement?.closest(".board__row")?.querySelector('input[name="case"]')?.click(),
});

// Dragging a case onto a person fills in the form and sends it; a ticked one takes the others along.
let dragged = null;
caseRows().forEach((row) => (row.draggable = "checked" in tick(row)));
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.(".board__row") ?? null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.case);
});
const target = (event) => dragged && event.target.closest?.(".board__person[data-person]");
const mark = (person) =>
  document.querySelectorAll(".board__person").forEach((one) => one.classList.toggle("board__person--over", one === person));
document.addEventListener("dragover", (event) => {
  const person = target(event);
  mark(person);
  if (person) event.preventDefault();
});
document.addEventListener("dragend", () => mark((dragged = null)));
document.addEventListener("drop", (event) => {
  const person = target(event);
  if (!person) return;
  event.preventDefault();
  if (!tick(dragged).checked) caseRows().forEach((row) => (tick(row).checked = row === dragged));
  const form = document.getElementById("assign");
  form.elements.to.value = person.dataset.person;
  form.requestSubmit();
});

// A reason no longer holds for a person somebody chose instead.
document.addEventListener("change", (event) => {
  const why = event.target.dataset.chosen && document.getElementById(event.target.dataset.chosen);
  if (!why) return;
  why.dataset.proposed ??= why.textContent;
  const same = event.target.selectedOptions[0].defaultSelected;
  why.textContent = same ? why.dataset.proposed : why.dataset.changed;
});
