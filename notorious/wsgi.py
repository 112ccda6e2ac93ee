"""What the web server serves."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
application = get_wsgi_application()
# Read now, so that the first visitor does not wait for it.
assert get_resolver().url_patterns
get_template("pages/home.html"), get_template("base.html")
gc.freeze()  # what is loaded once stays: no reader waits while it is searched for garbage
