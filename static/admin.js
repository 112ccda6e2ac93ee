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
