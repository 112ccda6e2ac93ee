// Every page works without this script. It closes an open menu when the reader clicks elsewhere or presses Escape,
// and adds a Copy button to each form of a citation.
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
