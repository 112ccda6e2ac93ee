"""Settings come from the environment or not at all: a missing one is named, with how to set it."""

from __future__ import annotations

import os
import secrets
from datetime import time
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

HOW = {
    "DATABASE_URL": "for example postgres://user:password@host:5432/notorious",
    "REDIS_URL": "for example redis://host:6379/0",
    "SECRET_KEY": "at least 50 characters: python -c 'import secrets; print(secrets.token_urlsafe(64))'",
    "ALLOWED_HOSTS": "the host names the site answers to, parted by commas",
    "EMAIL_URL": "for example smtp+tls://user:password@host:587",
    "SITE_URL": "the address that permalinks begin with, for example https://notorious.example",
}


def env(name: str, default: str | None = None) -> str:
    """The variable's value, or `default`; raises ImproperlyConfigured with how to set it where neither is."""
    value = os.environ.get(name, default)
    if value is None or value == "":
        if default == "":
            return ""
        raise ImproperlyConfigured(f"Set {name} in the environment: {HOW.get(name, 'it has no default')}.")
    return value


def number(name: str, default: int, least: int = 0) -> int:
    """The variable as a whole number, `default` where it is not set or empty. Raises ImproperlyConfigured."""
    text = os.environ.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise ImproperlyConfigured(
            f"{name} in the environment is a whole number, {least} or more; it is “{text}”."
        )
    return int(text)


def database(url: str) -> dict[str, object]:
    """Django's settings for a postgres:// address. A socket folder stands in `?host=`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// — " + HOW["DATABASE_URL"])
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", unquote(parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": query.pop("port", str(parts.port or "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": query,
    }


def mail(url: str) -> tuple[str, int, str, str, bool, bool]:
    """Django's host, port, user, password, STARTTLS and TLS for an address; nothing in particular for an empty one.

    `smtps://user:password@host` begins with TLS, `smtp+tls://` changes over to it, `smtp://` stays in the open:
    with a password that is refused, but on this machine. Raises ImproperlyConfigured.
    """
    if not url:
        return "", 25, "", "", False, False
    parts = urlsplit(url)
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if parts.scheme not in ports or not parts.hostname:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read: {HOW['EMAIL_URL']}.")
    if parts.scheme == "smtp" and parts.password and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        raise ImproperlyConfigured(
            "EMAIL_URL would send a password in the open: begin it with smtp+tls:// or smtps://."
        )
    given = unquote(parts.username or ""), unquote(parts.password or "")
    port = parts.port or ports[parts.scheme]
    return parts.hostname, port, *given, parts.scheme == "smtp+tls", parts.scheme == "smtps"


def time_of_day(name: str, default: str) -> time | None:
    """The variable as an hour and a minute, None where it says “off”. Raises ImproperlyConfigured."""
    text = os.environ.get(name) or default
    if text == "off":
        return None
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is a time such as 07:00, or “off”; it is “{text}”.") from None


def secret_key(var: Path, production: bool) -> str:
    """The key from SECRET_KEY; outside production one is made once in `var/secret_key` (0600)."""
    given = os.environ.get("SECRET_KEY", "")
    if given or production:
        key = env("SECRET_KEY")
        if len(key) < 50 or "insecure" in key:
            raise ImproperlyConfigured(f"SECRET_KEY is too weak: {HOW['SECRET_KEY']}.")
        return key
    path = var / "secret_key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()
