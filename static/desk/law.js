// Law in the page: previews of citations, copying them, putting them into the reasons.
// Without this script each citation is a plain link to its norm.
"use strict";

document.documentElement.classList.add("scripted"); // shows the buttons that need it

// A citation shows its passage when the pointer rests on it or the keyboard comes to it, and leaves
// with them. A click or Enter goes into the passage; with Ctrl, Shift or the middle button it is a link.
(() => {
  const REST = 400; // ms before a resting pointer or focus is meant
  const LEAVE = 300; // ms to get from the citation into its preview
  const kept = new Map(); // address -> HTML, for this page
  let panel = null;
  let opener = null;
  let wanted = null; // the citation whose preview is awaited
  let silent = null; // the citation that gets the focus back and must not open again
  let timer = 0;

  function close(back) {
    clearTimeout(timer);
    wanted = null;
    if (!panel) return;
    panel.remove();
    opener.removeAttribute("aria-expanded");
    if (back) {
      silent = opener;
      opener.focus();
    }
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
  }

  async function load(link) {
    const address = link.dataset.lawPreview || new URL(`../preview/${link.search}`, link.href).href;
    if (!kept.has(address)) {
      const answer = await fetch(address, { redirect: "error" });
      // What is not loaded has a preview too: it says so and names the official page.
      if (!answer.ok && answer.status !== 404) throw new Error(answer.statusText);
      kept.set(address, await answer.text());
    }
    return kept.get(address);
  }

  async function open(link, enter) {
    clearTimeout(timer);
    wanted = link;
    try {
      const html = await load(link);
      if (wanted !== link || !link.isConnected) return;
      if (opener !== link) show(link, html);
      if (enter) panel.focus();
    } catch {
      if (enter) window.location = link.href;
    }
  }

  const cited = (target) => (target instanceof Element ? target.closest("a[data-law-preview]") : null);
  const ours = (target) => panel && target instanceof Node && (panel.contains(target) || opener.contains(target));

  function later(link) {
    clearTimeout(timer);
    timer = setTimeout(() => open(link, false), REST);
  }

  function leave() {
    clearTimeout(timer);
    if (!panel?.contains(document.activeElement)) timer = setTimeout(() => close(false), LEAVE);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const link = cited(event.target);
    if (ours(event.target)) clearTimeout(timer);
    else if (link) later(link);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType !== "mouse" || ours(event.relatedTarget)) return;
    if (cited(event.target) || ours(event.target)) leave();
  });
  document.addEventListener("focusin", (event) => {
    const link = cited(event.target);
    if (link && link !== silent && link.matches(":focus-visible") && !ours(link)) later(link);
    else if (panel && !ours(event.target)) close(false);
    silent = null;
  });
  document.addEventListener("focusout", (event) => {
    if (cited(event.target) && !ours(event.relatedTarget)) leave();
  });

  document.addEventListener("click", (event) => {
    const link = cited(event.target);
    if (!link) {
      if (panel && !ours(event.target)) close(false);
      return;
    }
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link === opener && panel.contains(document.activeElement)) close(true);
    else open(link, true);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel) {
      event.preventDefault();
      close(panel.contains(document.activeElement));
    }
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
