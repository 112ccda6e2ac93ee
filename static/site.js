// Every page works without this script. It closes an open menu when the reader clicks elsewhere or presses Escape,
// adds a Copy button to each form of a citation, and moves between the values of a chart by arrow keys.
"use strict";
const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
});

for (const cited of document.querySelectorAll(".cite .citation, .cite pre")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy";
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(cited.textContent);
    button.textContent = "Copied";
  });
  cited.after(button);
}

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };
document.addEventListener("keydown", (event) => {
  const point = event.target.closest?.(".point"), step = STEPS[event.key];
  if (!point || !step) return;
  event.preventDefault();
  const all = [...point.parentNode.children];
  const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(point) + step))];
  for (const each of all) each.setAttribute("tabindex", each === next ? "0" : "-1");
  next.focus();
});
