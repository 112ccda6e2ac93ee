"""E-mail addresses: encrypted with a key from the environment, and looked up by a keyed hash."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from notorious.check.reading import encode_host

LONGEST_ADDRESS = 254
CONFIRM_SECONDS = 3 * 24 * 3600
_CONFIRM, _MANAGE = "alerts.confirm", "alerts.manage"


class BadLink(ValueError):
    """A link that is forged, too old, or whose row is gone."""


def why_alerts_are_off() -> str:
    """Return the reason in one sentence; empty where alerts go out."""
    if not settings.EMAIL_URL:
        return "Alerts by e-mail are off: this site has no mail server."
    if not settings.ALERTS_KEY:
        return "Alerts by e-mail are off: this site has no key to encrypt addresses."
    return ""


def normalize_address(text: str) -> str:
    """Return the address with its domain in lower case. Raises ValidationError."""
    address = text.strip()
    if len(address) > LONGEST_ADDRESS or not address.isprintable():
        raise ValidationError("Enter an e-mail address, such as name@example.org.")
    validate_email(address)
    local, _, domain = address.rpartition("@")
    return f"{local}@{encode_host(domain) or domain.lower()}"


def _derive_key(purpose: str) -> bytes:
    return hmac.new(settings.ALERTS_KEY.encode(), purpose.encode(), hashlib.sha256).digest()


def hash_address(address: str) -> str:
    """Return the same for an address in any case; of no use without the key."""
    return hmac.new(_derive_key("look-up"), address.casefold().encode(), hashlib.sha256).hexdigest()


def hash_mailbox(address: str) -> str:
    """Return the same for all addresses that most servers deliver to one mailbox: `ada+news@` is `ada@`."""
    local, _, domain = address.rpartition("@")
    return hash_address(f"{local.partition('+')[0] or local}@{domain}")


def encrypt_text(text: str) -> bytes:
    """Text that only this site's key opens."""
    return _fernet().encrypt(text.encode())


def decrypt_text(stored: bytes | memoryview) -> str:
    """Return the text; empty where the key has changed since."""
    try:
        return _fernet().decrypt(bytes(stored)).decode()
    except InvalidToken:
        return ""


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derive_key("encrypt")))


def sign_confirmation(pk: int, nonce: str) -> str:
    """Return the part of a link that confirms a follow, for three days."""
    return signing.dumps([pk, nonce], key=_signing_key(), salt=_CONFIRM)


def sign_management(pk: int, nonce: str) -> str:
    """Return the part of a link that shows and ends what a subscriber follows."""
    return signing.dumps([pk, nonce], key=_signing_key(), salt=_MANAGE)


def read_confirmation(token: str) -> tuple[int, str]:
    """Return the key and nonce of a follow. Raises BadLink."""
    return _read_token(token, _CONFIRM, CONFIRM_SECONDS)


def read_management(token: str) -> tuple[int, str]:
    """Return the key and nonce of a subscriber. Raises BadLink."""
    return _read_token(token, _MANAGE, None)


def _read_token(token: str, salt: str, max_age: int | None) -> tuple[int, str]:
    if not settings.ALERTS_KEY:
        raise BadLink
    try:
        pk, nonce = signing.loads(token, key=_signing_key(), salt=salt, max_age=max_age)
    except (signing.BadSignature, ValueError, TypeError) as reason:
        raise BadLink from reason
    return int(pk), str(nonce)


def _signing_key() -> str:
    return _derive_key("sign").hex()
