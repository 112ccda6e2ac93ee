// A field that completes what one types names itself after its value alone, so that an empty one has no name at all.
// Each is given the words of its label, also in rows that are added later.
function nameFields() {
  for (const field of document.querySelectorAll("select.admin-autocomplete")) {
    const label = field.labels[0];
    const search = field.parentElement.querySelector(".select2-search__field");
    if (label && search) search.setAttribute("aria-label", label.textContent.trim());
    const box = field.parentElement.querySelector("[role=combobox]");
    const value = box && box.querySelector("[role=textbox]");
    if (!label || !value) continue;
    label.id ||= `${field.id}-label`;
    box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
    value.setAttribute("aria-label", label.textContent.trim());
  }
}
// After the admin's own, which make these fields when jQuery says that the page is ready.
if (window.django && django.jQuery) django.jQuery(nameFields);
document.addEventListener("formset:added", () => setTimeout(nameFields));
// A checkbox that selects all others of one name. Without script they are selected one by one.
for (const all of document.querySelectorAll("[data-select-all]")) {
  all.addEventListener("change", () => {
    for (const box of all.form.querySelectorAll(`input[type=checkbox][name="${all.dataset.selectAll}"]`)) box.checked = all.checked;
  });
}
// A button that chooses one option in every list of its form where nothing is chosen yet. Nothing is saved by it.
for (const button of document.querySelectorAll("[data-choose-rest]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const list of button.form.querySelectorAll("select")) list.value ||= button.dataset.chooseRest;
  });
}
