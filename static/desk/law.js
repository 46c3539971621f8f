// Law in the page: previews of citations, copying them, putting them into the reasons.
// Without this script each citation is a plain link to its norm.
"use strict";

document.documentElement.classList.add("scripted"); // shows the buttons that need it

// A click on a citation shows its passage here; with Ctrl, Shift or the middle button it is a link.
(() => {
  let panel = null;
  let opener = null;

  function close(back) {
    if (!panel) return;
    panel.remove();
    opener.removeAttribute("aria-expanded");
    if (back) opener.focus();
    panel = opener = null;
  }

  function place() {
    const at = opener.getBoundingClientRect();
    const width = Math.min(panel.offsetWidth, document.documentElement.clientWidth - 16);
    const left = Math.min(at.left, document.documentElement.clientWidth - width - 8);
    const below = at.bottom + panel.offsetHeight + 8 <= window.innerHeight || at.top < panel.offsetHeight + 8;
    panel.style.left = `${Math.max(8, left) + window.scrollX}px`;
    panel.style.top = `${(below ? at.bottom + 4 : at.top - panel.offsetHeight - 4) + window.scrollY}px`;
  }

  function show(link, html) {
    close(false);
    opener = link;
    panel = document.createElement("div");
    panel.className = "law-preview";
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-label", link.textContent);
    panel.tabIndex = -1;
    panel.innerHTML = html; // our own page, escaped by the server
    document.body.append(panel);
    link.setAttribute("aria-expanded", "true");
    place();
    panel.focus();
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-law-preview]");
    if (!link) {
      if (panel && !panel.contains(event.target)) close(false);
      return;
    }
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link === opener) return close(true);
    try {
      const answer = await fetch(link.dataset.lawPreview, { redirect: "error" });
      if (!answer.ok) throw new Error(answer.statusText);
      show(link, await answer.text());
    } catch {
      window.location = link.href;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) {
      event.preventDefault();
      close(true);
    }
  });
  document.addEventListener("focusin", (event) => {
    if (panel && !panel.contains(event.target) && event.target !== opener) close(false);
  });
  document.addEventListener("htmx:afterSwap", () => close(false));
  window.addEventListener("resize", () => panel && place());
})();

function announce(text) {
  document.getElementById("announcement").textContent = text;
}

// Copy a citation.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  announce(button.dataset.done ?? "");
  button.classList.add("law-done");
  setTimeout(() => button.classList.remove("law-done"), 2000);
});

// Put a citation where the cursor was in a field; at its end if nobody has been in it.
const visited = new WeakSet();
document.addEventListener("focusin", (event) => visited.add(event.target));
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  const field = button && document.getElementById(button.dataset.into);
  if (!field) return;
  if (!visited.has(field)) field.setSelectionRange(field.value.length, field.value.length);
  const before = field.value.slice(0, field.selectionStart);
  const after = field.value.slice(field.selectionEnd);
  const text = (/[^\s(]$/.test(before) ? " " : "") + button.dataset.insert + (/^[\p{L}\d]/u.test(after) ? " " : "");
  field.focus();
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  announce(button.dataset.done ?? "");
});
