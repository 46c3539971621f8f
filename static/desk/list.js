// From one case of a list to the next, and back to the list as it was; and the keys of a case.
// The list is what was on the screen when one left it; this tab alone remembers it.
"use strict";

(() => {
  const KEY = `list:${document.body.dataset.person}`;
  const pathOf = (link) => new URL(link.href).pathname;

  function remember() {
    const links = [...document.querySelectorAll("#rows a.rows__main")];
    if (links.length) sessionStorage.setItem(KEY, JSON.stringify({ back: location.pathname + location.search, cases: links.map(pathOf) }));
  }
  window.addEventListener("pagehide", remember);

  function lead(place, url) {
    place.hidden = !url;
    if (url) place.href = url;
  }
  function show() {
    const place = document.querySelector("[data-list]");
    if (!place) return;
    const { back, cases = [] } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
    const at = cases.indexOf(place.dataset.list);
    if (back) lead(place.querySelector("[data-list-back]"), back);
    lead(place.querySelector("[data-list-next]"), at >= 0 && cases[at + 1]);
    lead(place.querySelector("[data-list-previous]"), at > 0 && cases[at - 1]);
  }
  document.addEventListener("htmx:load", show);

  if (document.querySelector("[data-list]")) deskKeys.e = () => document.querySelector("#step-form :is(input:not([type=hidden]), textarea, select, button:not([tabindex]))")?.focus();
})();
