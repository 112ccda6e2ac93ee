"""What a query is: a host, an IP address, a name, or nothing that can be looked up. It knows no Django."""

import enum
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit

import idna
from publicsuffixlist import PublicSuffixList

from markets.text.keys import name_key
from markets.text.queries import is_readable, restore_dots, tidy_query

LONGEST_CHECK = 500  # characters of one query
LONGEST_HOST, LONGEST_HOST_LABEL = 253, 63

_SCHEME = re.compile(r"^(?:hxxps?|[a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_MAIL = re.compile(r"^mailto:", re.IGNORECASE)
_PORT = re.compile(r":\d{1,5}$")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?")
_DOTS = str.maketrans("。．｡", "...")


class QueryKind(enum.StrEnum):
    """What a query was read as."""

    DOMAIN = "domain"
    IP_ADDRESS = "ip_address"
    NAME = "name"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ReadQuery:
    """A query as it is looked up.

    `host` is in ASCII and lower case; `key` has the letters and digits of the whole text; `problem` says why nothing
    can be looked up.
    """

    text: str
    kind: QueryKind
    host: str = ""
    key: str = ""
    problem: str = ""

    @property
    def shown_host(self) -> str:
        """The host with its punycode decoded."""
        return ".".join(decode_label(label) for label in self.host.split("."))

    @property
    def has_known_ending(self) -> bool:
        return bool(self.host) and find_suffix(self.host) != ""


def read_query(text: str) -> ReadQuery:
    """Read any text. Nothing is an error of ours: what cannot be read says why."""
    if len(text) > LONGEST_CHECK:
        return _refuse(
            text[:60] + "…",
            f"The query has {len(text):,} characters. A query has at most {LONGEST_CHECK} characters.",
        )
    seen = tidy_query(text)  # browsers drop invisible characters from hosts, too
    if not seen:
        return _refuse("", "The query is empty. Enter a domain, a name or a company.")
    if not is_readable(seen):
        return _refuse(seen, "The query has characters that cannot be read. Type it again.")
    key = name_key(seen)
    if not key:
        return _refuse(seen, "The query has no letter and no digit. Enter a domain, a name or a company.")
    bare = _find_host_part(seen)
    if address := _read_ip_address(bare):
        return ReadQuery(seen, QueryKind.IP_ADDRESS, address, key)
    host = encode_host(bare)
    if host:
        return ReadQuery(seen, QueryKind.DOMAIN, host, key)
    return ReadQuery(seen, QueryKind.NAME, "", key)


def _refuse(text: str, problem: str) -> ReadQuery:
    readable = "".join(each for each in text if unicodedata.category(each)[0] != "C")
    return ReadQuery(readable, QueryKind.UNREADABLE, problem=problem)


def _find_host_part(text: str) -> str:
    """Return what may be a host in an address of the web, an e-mail address or a bare host."""
    plain = _MAIL.sub("", restore_dots(text)).translate(_DOTS)
    if _SCHEME.match(plain) or plain.startswith("//"):
        plain = _SCHEME.sub("//", plain)
        try:
            return urlsplit(plain.replace("\\", "/")).hostname or ""
        except ValueError:
            return ""
    if " " in plain:
        return ""
    plain = re.split(r"[/?#\\]", plain, maxsplit=1)[0]
    return plain.rpartition("@")[2].removeprefix("*").lstrip(".")


def _read_ip_address(text: str) -> str:
    for each in (text, _PORT.sub("", text)):
        try:
            return str(ip_address(each.strip("[]")))
        except ValueError:
            continue
    return ""


def encode_host(text: str) -> str:
    """Return the host in ASCII and lower case without the dot at its end; empty where the text is no host."""
    host = _PORT.sub("", text.translate(_DOTS)).rstrip(".").lower()
    if "." not in host or " " in host or "…" in host:
        return ""
    try:
        host = idna.uts46_remap(host, std3_rules=False, transitional=False)
    except idna.IDNAError:
        host = unicodedata.normalize("NFKC", host).casefold()
    labels = [_encode_label(label) for label in host.split(".")]
    encoded = ".".join(labels)
    if not all(labels) or len(encoded) > LONGEST_HOST or labels[-1].isdigit():
        return ""
    return encoded


def _encode_label(label: str) -> str:
    if not label.isascii():
        try:
            label = idna.alabel(label).decode()
        except idna.IDNAError:  # signs that no registry takes, and that browsers still look up
            label = f"xn--{label.encode('punycode').decode()}" if name_key(label) else ""
    return label if len(label) <= LONGEST_HOST_LABEL and _LABEL.fullmatch(label) else ""


def decode_label(label: str) -> str:
    """Return a punycode label, decoded; the label itself where it is none."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode().decode("punycode")
    except UnicodeError:
        return label


@cache
def _load_suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


def find_suffix(host: str) -> str:
    """Return the public suffix of a host (`co.uk`, `github.io`); empty where its ending is not known."""
    return _load_suffixes().publicsuffix(host) or ""


def find_registrable(host: str) -> str:
    """Return the part of a host that somebody registered; empty for a public suffix and for an unknown ending."""
    return _load_suffixes().privatesuffix(host) or ""


def split_name_labels(host: str) -> list[str]:
    """Return the labels before the public suffix, decoded; without the ending alone where the suffix is not known."""
    suffix = find_suffix(host) or host.rpartition(".")[2]
    before = host.removesuffix(suffix).strip(".")
    return [decode_label(label) for label in before.split(".") if label]
