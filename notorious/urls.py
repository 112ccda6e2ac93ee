"""Addresses of the site; the table stands in the README."""

from django.contrib import admin
from django.urls import include, path

from notorious.desk import views as desk
from notorious.pages.health import healthz, readyz

admin.autodiscover()

urlpatterns = [
    path("admin/queue/", admin.site.admin_view(desk.overview), name="queue"),
    path("admin/queue/<slug:name>/", admin.site.admin_view(desk.queue), name="queue-of"),
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("api/v1/", include("notorious.api.urls")),
    path("feeds/", include("notorious.feeds.urls")),
    path("", include("notorious.pages.data_urls")),
    path("", include("notorious.pages.urls")),
    path("", include("markets.urls")),
    path("", include("responses.urls")),
]

handler400 = "notorious.pages.errors.bad_request"
handler403 = "notorious.pages.errors.forbidden"
handler404 = "notorious.pages.errors.not_found"
handler500 = "notorious.pages.errors.server_error"
