"""Read settings from the environment. A missing variable is named, with how to set it."""

import os
import secrets
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

HINTS = {
    "DATABASE_URL": "for example postgres://user:password@host:5432/notorious",
    "REDIS_URL": "for example redis://host:6379/0",
    "SECRET_KEY": "at least 50 characters: python -c 'import secrets; print(secrets.token_urlsafe(64))'",
    "ALLOWED_HOSTS": "the host names the site answers to, separated by commas",
    "EMAIL_URL": "for example smtp+tls://user:password@host:587",
    "SITE_URL": "the address that permalinks begin with, for example https://notorious.example",
}
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def read_secret_file(var: str) -> str:
    """Return what the file named by `VAR_FILE` holds, and keep it as the variable; empty if no file is named."""
    path = os.environ.get(f"{var}_FILE")
    if not path:
        return ""
    try:
        os.environ[var] = Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{var}_FILE names {path}, which cannot be read: {error.strerror}."
        ) from None
    return os.environ[var]


class Environment(Env):
    """An empty variable counts as unset. Each can be read from a file, named by the variable with `_FILE`.

    Errors are ImproperlyConfigured and quote the value.
    """

    def get_value(self, var: str, cast: Any = None, default: Any = Env.NOTSET, *args: Any) -> Any:
        """Return the variable, or the default; without one an unset variable is an error."""
        text = os.environ.get(var) or read_secret_file(var)
        if not text and default is Env.NOTSET:
            raise ImproperlyConfigured(
                f"Set {var} in the environment: {HINTS.get(var, 'it has no default')}."
            )
        if not text:
            return default
        try:
            return super().get_value(var, cast, default, *args)
        except ValueError:
            raise ImproperlyConfigured(f"{var} in the environment cannot be read: it is “{text}”.") from None

    def number(self, var: str, default: int, minimum: int = 0) -> int:
        """Return the variable as a whole number of at least `minimum`."""
        text = self.str(var, str(default))
        if not (text.isascii() and text.isdigit()) or int(text) < minimum:
            raise ImproperlyConfigured(
                f"{var} in the environment is a whole number, {minimum} or more; it is “{text}”."
            )
        return int(text)

    def time_or_off(self, var: str, default: str) -> time | None:
        """Return the variable as a time of day, or None where it is “off”."""
        text = self.str(var, default)
        try:
            return None if text == "off" else time.fromisoformat(text)
        except ValueError:
            raise ImproperlyConfigured(f"{var} is a time such as 07:00, or “off”; it is “{text}”.") from None


env = Environment()


def parse_database_url(url: str) -> dict[str, object]:
    """Return Django's settings for a postgres:// address. A socket's folder is in `?host=`."""
    if urlsplit(url).scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres://, " + HINTS["DATABASE_URL"])
    settings = Env.db_url_config(url)
    options = settings.setdefault("OPTIONS", {})
    settings["HOST"] = options.pop("host", settings["HOST"])
    return {**settings, "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def parse_email_url(url: str) -> tuple[str, int, str, str, bool, bool]:
    """Return Django's host, port, user, password, STARTTLS and TLS for an address; it may be empty.

    `smtps://` begins with TLS, `smtp+tls://` changes over to it, and `smtp://` is not encrypted: with a password
    it is refused, except on this machine. Raise ImproperlyConfigured.
    """
    if not url:
        return "", 25, "", "", False, False
    parts = urlsplit(url)
    if parts.scheme not in SMTP_PORTS or not parts.hostname:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read: {HINTS['EMAIL_URL']}.")
    if parts.scheme == "smtp" and parts.password and parts.hostname not in {"127.0.0.1", "::1", "localhost"}:
        raise ImproperlyConfigured(
            "EMAIL_URL would send a password unencrypted: begin it with smtp+tls:// or smtps://."
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    port = parts.port or SMTP_PORTS[parts.scheme]
    return parts.hostname, port, user, password, parts.scheme == "smtp+tls", parts.scheme == "smtps"


def read_secret_key(var: Path, production: bool) -> str:
    """Return SECRET_KEY. Outside production a missing one is made once, in `var/secret_key` (mode 0600)."""
    if production or os.environ.get("SECRET_KEY"):
        key = str(env.str("SECRET_KEY"))
        if len(key) < 50 or "insecure" in key:
            raise ImproperlyConfigured(f"SECRET_KEY is too weak: {HINTS['SECRET_KEY']}.")
        return key
    path = var / "secret_key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()
