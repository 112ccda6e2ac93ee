// Filters that act as the reader types or chooses. Without this script the form's button does the same.
// A form names what it changes: <form data-live="#results">. The address and the back button follow.
"use strict";
(() => {
  const WAIT = 250; // milliseconds after the last key
  let timer = 0, latest = null;

  const address = (form) => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.append(name, value);
    const path = new URL(form.action || location.href).pathname;
    return path + (String(query) ? "?" + query : "");
  };

  const load = async (target, selector, push) => {
    if (latest) latest.abort();
    latest = new AbortController();
    const box = document.querySelector(selector);
    box.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(target, { signal: latest.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(selector);
      if (!answer.ok || !fresh) { location.assign(target); return; }
      const held = box.contains(document.activeElement) ? document.activeElement.id : "";
      box.replaceChildren(...fresh.childNodes);
      if (held && document.getElementById(held)) document.getElementById(held).focus();
      refreshFields(box, page);
      document.title = page.title;
      if (push) history.pushState({ live: selector }, "", target);
    } catch (problem) {
      if (problem.name !== "AbortError") location.assign(target);
    } finally {
      box.removeAttribute("aria-busy");
    }
  };

  // Counts beside the values change with the list; what the reader is typing stays.
  const refreshFields = (box, page) => {
    for (const form of document.querySelectorAll("form[data-live]")) {
      if (box.contains(form)) continue;
      for (const field of form.elements) {
        const now = field.id && page.getElementById(field.id);
        if (!now) continue;
        if (field.matches("select")) {
          const value = now.value; // options forget which is chosen when they move
          field.replaceChildren(...now.childNodes);
          field.value = value;
        }
        else if (field.type === "checkbox") field.checked = now.checked;
        else if (field !== document.activeElement) field.value = now.value;
      }
    }
  };

  const start = (event) => {
    const form = event.target.closest("form[data-live]");
    if (!form) return;
    clearTimeout(timer);
    timer = setTimeout(() => load(address(form), form.dataset.live, true), event.type === "input" ? WAIT : 0);
  };

  document.addEventListener("input", (event) => { if (event.target.matches("input:not([type=checkbox])")) start(event); });
  document.addEventListener("change", (event) => { if (event.target.matches("select, input[type=checkbox]")) start(event); });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-live]")) { event.preventDefault(); start(event); }
  });
  // Headings that sort, chips and pages of the same list.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='?']");
    const form = document.querySelector("form[data-live]");
    if (!link || !form || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const turned = link.closest(".pager");
    load(link.href.replace(/\?$/, ""), form.dataset.live, true).then(() => {
      if (!turned) return;
      const box = document.querySelector(form.dataset.live);
      box.focus({ preventScroll: true });
      box.scrollIntoView();
    });
  });
  addEventListener("popstate", () => {
    const form = document.querySelector("form[data-live]");
    if (form && !location.hash) load(location.href, form.dataset.live, false);
  });
})();
