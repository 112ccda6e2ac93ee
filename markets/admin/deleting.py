"""One page that asks before a market, an edition or a source is deleted that was made by mistake."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from markets.admin.rules import NoDeleteAdmin, run_act
from markets.curation.deleting import DELETE, delete_mistake, find_deletion_obstacle


class DeletableAdmin(NoDeleteAdmin):
    """Rows that an editor deletes, one at a time, while readers never saw them and nothing rests on them."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only of a row: a list has no action that deletes several, and a form no button beside a field."""
        return obj is not None and request.user.has_perm(DELETE)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the reason, or says why the row cannot be deleted; then deletes it."""
        if not request.user.has_perm(DELETE):
            raise PermissionDenied
        row = self.get_object(request, object_id)
        listed = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        if row is None:
            return HttpResponseRedirect(listed)
        if request.method == "POST":
            reason = request.POST.get("reason", "")
            if run_act(request, f"Deleted: {row}.", delete_mistake, row, reason=reason):
                return HttpResponseRedirect(listed)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Delete {row}?",
            "row": row,
            "opts": self.opts,
            "obstacle": find_deletion_obstacle(row),
        }
        return TemplateResponse(request, "admin/delete_mistake.html", context)
