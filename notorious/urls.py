"""Addresses of the site."""

from django.contrib import admin
from django.urls import include, path, re_path
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from markets.admin import confirmation_csv, confirming
from notorious.accounts import views as accounts
from notorious.accounts.people import people_page
from notorious.alerts.views import confirm_alerts, end_alerts, manage_alerts, show_alerts, show_privacy
from notorious.api.match import match_queries
from notorious.api.problems import public
from notorious.audit import views as audit
from notorious.calendar.views import send_icalendar, show_calendar
from notorious.check.bulk import show_bulk_check
from notorious.check.views import show_check
from notorious.notifications.opt_out import digest_page
from notorious.observability.views import metrics
from notorious.pages.health import check_liveness, check_readiness
from notorious.pages.preview import show_preview
from notorious.public_web import MATCH_METHODS
from notorious.queues import views as queues
from notorious.reply.views import show_published_replies, show_reply, show_reply_status
from responses.admin.follow_up import show_follow_up

admin.autodiscover()
# Their pages would show secrets, and add a device to somebody else's account.
admin.site.unregister((TOTPDevice, StaticDevice))
admin.site.index_title = "Editorial desk"
admin.site.enable_nav_sidebar = False  # the desk has a navigation of its own, and its tables need the width

urlpatterns = [
    path("admin/queue/", admin.site.admin_view(queues.overview), name="queue"),
    path("admin/queue/<slug:name>/", admin.site.admin_view(queues.queue_page), name="queue-of"),
    path("admin/queue/<slug:name>/next/", admin.site.admin_view(queues.next_item), name="queue-next"),
    path("admin/digest/", admin.site.admin_view(digest_page), name="digest"),
    path("admin/code/", accounts.second_step, name="second-step"),
    path("admin/second-factor/", accounts.second_factor, name="second-factor"),
    path("admin/audit/", admin.site.admin_view(audit.show_audit_log), name="audit"),
    path("admin/audit.csv", admin.site.admin_view(audit.send_audit_csv), name="audit-csv"),
    path("admin/rights/", admin.site.admin_view(audit.show_rights), name="rights"),
    path("admin/people/", admin.site.admin_view(people_page), name="people"),
    re_path(
        r"^admin/preview/(?P<pk>[0-9]+)/(?P<page>.*)$",
        admin.site.admin_view(show_preview),
        name="release-preview",
    ),
    path("admin/confirm/", admin.site.admin_view(confirming.show_confirmation), name="confirm"),
    path("admin/confirm/csv/", admin.site.admin_view(confirmation_csv.show_csv), name="confirm-csv"),
    path(
        "admin/confirm/unconfirmed-listings.csv",
        admin.site.admin_view(confirmation_csv.send_queue_csv),
        name="confirm-csv-export",
    ),
    path("admin/new-listing/", admin.site.admin_view(confirming.show_new_listing), name="new-listing"),
    path("admin/follow-up/<str:public_id>/", admin.site.admin_view(show_follow_up), name="follow-up"),
    path("admin/", admin.site.urls),
    path("healthz", check_liveness, name="healthz"),
    path("readyz", check_readiness, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("api/v1/match", public(match_queries, MATCH_METHODS), name="api-match"),
    path("api/v1/", include("notorious.api.urls")),
    path("alerts/", show_alerts, name="alerts"),
    path("alerts/confirm/<str:token>/", confirm_alerts, name="alerts-confirm"),
    path("alerts/mine/<str:token>/", manage_alerts, name="alerts-mine"),
    path("alerts/off/<str:token>/", end_alerts, name="alerts-off"),
    path("privacy/", show_privacy, name="privacy"),
    path("reply/", show_reply, name="reply"),
    path("reply/published/", show_published_replies, name="replies"),
    path("reply/status/<str:secret>/", show_reply_status, name="reply-status"),
    path("calendar/", show_calendar, name="calendar"),
    path("calendar.ics", send_icalendar, name="calendar-ics"),
    path("check/", show_check, name="check"),
    path("check/bulk/", show_bulk_check, name="check-bulk"),
    path("feeds/", include("notorious.feeds.urls")),
    path("", include("notorious.exports.urls")),
    path("", include("notorious.pages.urls")),
    path("", include("markets.urls")),
    path("", include("responses.urls")),
]

handler400 = "notorious.pages.errors.show_bad_request"
handler403 = "notorious.pages.errors.show_forbidden"
handler404 = "notorious.pages.errors.show_not_found"
handler500 = "notorious.pages.errors.show_server_error"
