// Nothing typed is lost. What is typed into a form of a case is kept in this tab at once and on the
// server a moment later (the form's part with data-draft). Where the server is away, the form says so
// and sends it later; where one is signed out, the way back leads here and fills the forms again.
"use strict";

(() => {
  const AGAIN = 5000; // milliseconds until a server that was away is asked again
  const person = document.body.dataset.person;
  const TYPED = `typed:${person}:`; // by the address that keeps it
  const LEFT = `left:${person}:${location.pathname}:`; // forms left for the sign-in, by their address
  const NO_ENTRY = ["file", "submit", "button", "password", "image", "reset"];

  const keeperOf = (form) => form?.querySelector?.("[data-draft]");
  const formsOf = (part) => [...part.querySelectorAll("form[method=post]")];
  const addressOf = (form) => form.getAttribute("action");
  const keyOf = (form) => TYPED + keeperOf(form).getAttribute("hx-post");

  function read(form, leftOut = []) {
    const entries = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && !leftOut.includes(name));
    return JSON.stringify(entries);
  }
  function fill(form, text) {
    const left = JSON.parse(text), names = new Set(left.map(([name]) => name));
    for (const field of form.elements) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || NO_ENTRY.includes(field.type)) continue;
      const ticks = field.type === "checkbox" || field.type === "radio";
      const at = left.findIndex(([name, value]) => name === field.name && (!ticks || value === field.value));
      if (ticks && !names.has(field.name) && field.closest("[data-autosave]")) continue; // was left out
      if (ticks) field.checked = at >= 0;
      else if (at >= 0) field.value = left[at][1];
      if (at >= 0) left.splice(at, 1);
    }
  }
  function changed(form) {
    return [...form.elements].some((field) =>
      field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
        : field.tagName === "SELECT" ? [...field.options].some((one) => one.selected !== one.defaultSelected && one.index)
        : ["TEXTAREA", "INPUT"].includes(field.tagName) && !["hidden", ...NO_ENTRY].includes(field.type) && field.value !== field.defaultValue);
  }

  function remember(key, form, leftOut) {
    try { sessionStorage.setItem(key, read(form, leftOut)); } catch { /* the tab's memory is full or shut: the server has it soon */ }
  }
  const remembered = (form) => sessionStorage.getItem(keyOf(form));
  const forget = (form) => sessionStorage.removeItem(keyOf(form));
  const keep = (form) => keeperOf(form).dispatchEvent(new Event("keep"));
  function say(keeper, trouble) {
    keeper.querySelector(".draft__line").hidden = !!trouble;
    keeper.querySelectorAll("[data-draft-trouble]").forEach((line) => (line.hidden = line.dataset.draftTrouble !== trouble));
  }

  let soon = 0;
  document.addEventListener("input", (event) => {
    const { form } = event.target, keeper = keeperOf(form);
    if (!keeper) return;
    if (!keeper.matches(".draft--beside")) return remember(keyOf(form), form);
    if (event.target.closest("[data-autosave]")) return; // that part is saved by itself, with its version
    remember(keyOf(form), form, ["version", ...[...form.querySelectorAll("[data-autosave] [name]")].map((one) => one.name)]);
    clearTimeout(soon);
    soon = setTimeout(() => keeper.isConnected && keep(form), 1200);
  });

  // The server keeps a form, or is away.
  const sent = new WeakMap(); // by the keeping part: what is under way
  const waiting = new WeakMap(); // by the form: the button that was pressed before all was kept
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt } = event.detail;
    if (elt.matches("[data-draft]")) sent.set(elt, remembered(elt.closest("form")));
  });
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr } = event.detail;
    if (xhr.status === 401) return signedOut(event);
    if (elt.matches("[data-draft]")) return answered(elt, xhr.status);
    if (xhr.status < 300 && keeperOf(elt)) forget(elt); // the form itself was sent
  });
  function answered(keeper, status) {
    const form = keeper.closest("form");
    const back = !keeper.querySelector("[data-draft-trouble=away]").hidden && status < 300;
    const done = status < 300 || status === 409; // 409: the line says why it is not kept
    if (status < 300 && remembered(form) === sent.get(keeper)) forget(form);
    say(keeper, done ? "" : "refused");
    if (back) saveItself(form);
    const button = waiting.get(form);
    if (!button || !done) return;
    if (status === 409) forget(form);
    form.requestSubmit(button);
    waiting.delete(form);
  }
  function saveItself(form) {
    form.querySelector("[data-autosave] textarea")?.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function away(event) {
    const { elt } = event.detail;
    if (!elt.matches("[data-draft]")) return;
    waiting.delete(elt.closest("form"));
    say(elt, "away");
    setTimeout(() => elt.isConnected && remembered(elt.closest("form")) && keep(elt.closest("form")), AGAIN);
  }
  document.addEventListener("htmx:sendError", away);
  document.addEventListener("htmx:timeout", away);
  function keepAll() {
    formsOf(document).filter((form) => keeperOf(form) && remembered(form)).forEach(keep);
  }
  window.addEventListener("online", keepAll);
  window.addEventListener("focus", keepAll); // one may have signed in again in another tab

  // A form that loads a new page waits until what was typed is kept.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[action$='/logout/']")) return forgetAll("typed:", "left:", "list:");
    if (!keeperOf(form) || form.hasAttribute("hx-post")) return;
    if (event.submitter?.matches("[data-draft-discard]")) return forget(form);
    if (!remembered(form)) return;
    event.preventDefault();
    waiting.set(form, event.submitter);
    keep(form);
  });

  // After the session ended: what a person does leads to the sign-in, what the page does says so.
  function signedOut(event) {
    const { elt, xhr } = event.detail;
    event.preventDefault();
    const url = xhr.getResponseHeader("HX-Redirect");
    document.querySelectorAll("a[data-sign-in]").forEach((link) => (link.href = url));
    if (elt.matches("[data-draft]")) return say(elt, "signed-out");
    if (elt.hasAttribute("data-by-itself")) return document.dispatchEvent(new Event("sachstand:signedOut"));
    leave();
    location.assign(url);
  }
  function leave() {
    for (const form of formsOf(document)) if (changed(form)) remember(keeperOf(form) ? keyOf(form) : LEFT + addressOf(form), form);
  }
  document.addEventListener("click", (event) => event.target.closest("a[data-sign-in]") && leave());

  // A page that comes (again) gets back what is not on the server.
  function giveBack(part) {
    for (const form of formsOf(part)) {
      const key = keeperOf(form) ? keyOf(form) : LEFT + addressOf(form);
      const text = sessionStorage.getItem(key);
      if (!text) continue;
      fill(form, text);
      if (keeperOf(form)) keep(form);
      else sessionStorage.removeItem(key);
      saveItself(form);
    }
  }
  function forgetAll(...starts) {
    Object.keys(sessionStorage).filter((key) => starts.some((start) => key.startsWith(start))).forEach((key) => sessionStorage.removeItem(key));
  }
  document.addEventListener("htmx:load", (event) => {
    if (person) giveBack(event.detail.elt.closest("form") ?? event.detail.elt);
  });
  // Somebody else at this screen gets nothing of it.
  if (person) {
    for (const key of Object.keys(sessionStorage)) {
      if (/^(typed|left|list):/.test(key) && key.split(":")[1] !== person) sessionStorage.removeItem(key);
    }
  }
})();
