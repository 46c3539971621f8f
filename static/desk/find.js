// The box in the head that searches everything: suggestions as a list to choose from (the combobox
// of the ARIA Authoring Practices, with the keys they name). Without this script it is a plain form.
"use strict";

(() => {
  const box = document.getElementById("find-text");
  const list = document.getElementById("find-list");
  if (!box || !list) return;
  const options = () => [...list.querySelectorAll("[role=option]")];
  const chosen = () => list.querySelector("[aria-selected=true]");

  function choose(option) {
    chosen()?.setAttribute("aria-selected", "false");
    if (!option) return box.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
  function show(open) {
    list.hidden = !open;
    box.setAttribute("aria-expanded", String(open));
    if (!open) choose(null);
  }
  function step(by) {
    const all = options();
    if (!all.length) return;
    if (list.hidden) show(true);
    const at = all.indexOf(chosen());
    choose(all[(at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by + all.length) % all.length]);
  }

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (event.altKey) show(event.key === "ArrowDown" && options().length > 0);
      else step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen()) {
      event.preventDefault();
      window.location = chosen().dataset.href;
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (list.hidden) box.value = "";
      show(false);
    }
  });
  box.addEventListener("input", () => choose(null));
  box.addEventListener("blur", () => show(false));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location = option.dataset.href;
  });
  // An answer that comes when the person has gone on stays away.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== list) return;
    choose(null);
    show(options().length > 0 && document.activeElement === box);
    const told = list.querySelector("[data-told]");
    if (told && !list.hidden) document.getElementById("announcement").textContent = told.dataset.told;
  });
})();
