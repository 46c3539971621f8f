// The decision editor: text blocks at the cursor, a filter for their list, parts that stay open.
// Without this script a button appends its block on the server.
"use strict";

(() => {
  const WHERE = "#step-form textarea";
  let last = null; // the text somebody was in, where a block goes
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(WHERE)) last = event.target;
  });

  function insert(field, text) {
    const before = field.value.slice(0, field.selectionStart);
    const after = field.value.slice(field.selectionEnd);
    const start = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const end = !after || after.startsWith("\n") ? "" : "\n\n";
    field.focus();
    field.setRangeText(start + text + end, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-block]");
    if (!button) return;
    const visited = last?.isConnected && last.closest("#step-form") ? last : null;
    const field = visited ?? document.getElementById(button.dataset.into);
    if (!field) return; // the server appends it
    event.preventDefault();
    field.closest("details")?.setAttribute("open", "");
    if (!visited) field.setSelectionRange(field.value.length, field.value.length);
    insert(field, button.dataset.block);
    document.getElementById("announcement").textContent = button.dataset.done ?? "";
  }, true);

  document.addEventListener("input", (event) => {
    if (!event.target.dataset?.filter) return;
    event.stopPropagation();
    const words = event.target.value.toLocaleLowerCase("de").split(/\s+/).filter(Boolean);
    for (const row of document.querySelector(event.target.dataset.filter).children) {
      const text = row.textContent.toLocaleLowerCase("de");
      row.hidden = !words.every((word) => text.includes(word));
    }
  }, true);

  // What a person opened or closed stays so when the page comes again after a button.
  const open = new Map();
  document.addEventListener("htmx:beforeSwap", () => {
    open.clear();
    document.querySelectorAll("details.part[id]").forEach((part) => open.set(part.id, part.open));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "case") return;
    for (const [id, was] of open) if (was) document.getElementById(id)?.setAttribute("open", "");
  });
})();
