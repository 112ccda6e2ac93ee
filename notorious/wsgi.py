"""The WSGI application that the web server runs."""

import os

from django.core.wsgi import get_wsgi_application

from notorious.observability.multiprocess import share_metrics

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
share_metrics()  # before the middleware imports prometheus_client
application = get_wsgi_application()
