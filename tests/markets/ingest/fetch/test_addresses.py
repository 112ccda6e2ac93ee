"""No private or local address is ever reached, however the URL is written."""

import ipaddress
import socket

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from markets.ingest.fetch import Client, HostTurn, NotFetched, Policy, Refused
from markets.ingest.fetch.addresses import explain_forbidden
from markets.ingest.fetch.connection import Guard, guarded_adapter, resolve_host
from markets.ingest.fetch.deadline import Deadline
from markets.ingest.fetch.target import check_target, shorten_url
from tests.markets.ingest.fetch.server import Listener, answer, listening

DISGUISES = [
    "127.0.0.1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "017700000001",
    "0177.0.0.1",
    "127.1",
    "0.0.0.0",
    "0",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "127.0.0.1.",
    "localhost.",
    "LOCALHOST",
    "127。0。0。1",
    "127.0.0.1",
    "ⓛocalhost",
    "ustr.gov@127.0.0.1",
    "ustr.gov:x@127.0.0.1",
    "127.0.0.1#@ustr.gov",
    "127.0.0.1\\@ustr.gov",
    "ustr.gov\\@127.0.0.1",
    "ustr.gov%40127.0.0.1",
    "127.0.0.1%00.ustr.gov",
    "127.0.0.1%2eustr.gov",
    "127.0.0.1\t",
    "%31%32%37.0.0.1",
    "[::1%25lo]",
    "127.0.0.1,ustr.gov",
    "127.0.0.1 ustr.gov",
    "xn--127.0.0.1",
]


@pytest.fixture(scope="module")
def target():
    with listening() as listener:
        for path in ("/", "/robots.txt", "/a.pdf"):
            listener.serve(path, answer())
        yield listener


def strict(**options) -> Client:
    """A client as in production: no trusted origin."""
    return Client(contact="a@example.org", turns=HostTurn(gap=0), connect=0.5, read=0.5, total=1.0, **options)


def to(listener: Listener):
    """A resolver that leads every name to the listener, as rebinding does."""
    return lambda host, port: [("127.0.0.1", listener.port)]


@pytest.mark.parametrize("host", DISGUISES)
@pytest.mark.parametrize("scheme", ["https", "http"])
def test_no_disguise_of_loopback_reaches_it(target, scheme, host):
    before = target.connections
    for url in (f"{scheme}://{host}:{target.port}/a.pdf", f"{scheme}://{host}/a.pdf"):
        # even where somebody put the name itself on the list
        for allowed in ({"ustr.gov"}, {"ustr.gov", host, host.lower(), host.strip("[].")}):
            with pytest.raises(Refused):
                strict(resolver=to(target)).fetch(url, allowed=allowed, cap=1000)
    assert target.connections == before


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "017700000001", "localhost", "0"])
def test_numbers_that_the_system_reads_as_loopback_are_refused_after_resolving(host):
    assert any(explain_forbidden(address) for address, _ in resolve_host(host, 443))
    with pytest.raises(Refused, match="loopback|unspecified"):
        strict().fetch(f"https://{host}/", allowed={host}, cap=1000)


FORBIDDEN = [
    *("0.0.0.0", "10.1.2.3", "100.64.0.1", "127.9.9.9", "169.254.169.254", "172.16.0.1", "192.0.0.8", "192.0.2.1"),
    *("192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1"),
    *("2001:db8::1", "2001:2::1", "3fff::1", "100::1", "4000::1", "5f00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1"),
    *("64:ff9b::a00:1", "64:ff9b::7f00:1", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:808::", "2001:0:808::1"),
    *("", "ustr.gov", "1", "127.1", "999.1.1.1"),
]  # fmt: skip


@pytest.mark.parametrize("address", FORBIDDEN)
def test_addresses_that_are_not_public_are_forbidden(address):
    assert explain_forbidden(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_public_addresses_are_let_through(address):
    assert explain_forbidden(address) is None


@given(st.ip_addresses(v=4))
def test_what_is_forbidden_stays_so_in_every_wrapping(ip):
    number = int(ip)
    mapped, nat64 = (
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
    )
    assert (
        bool(explain_forbidden(str(mapped)))
        == bool(explain_forbidden(str(nat64)))
        == bool(explain_forbidden(str(ip)))
    )
    assert explain_forbidden(str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80))))
    assert explain_forbidden(str(ip)) or ip.is_global


def test_one_private_address_among_public_ones_refuses_all(target):
    before = target.connections
    answers = [("93.184.216.34", 443), ("127.0.0.1", target.port)]
    for places in (answers, answers[::-1]):
        client = strict(resolver=lambda host, port, places=places: places)
        with pytest.raises(Refused, match="127.0.0.1, a loopback address"):
            client.fetch("https://ustr.gov/a.pdf", allowed={"ustr.gov"}, cap=1000)
    assert target.connections == before


def test_the_peer_is_judged_before_a_byte_goes(target, monkeypatch):
    """A name resolves to a public address, and the network still leads to loopback."""
    real = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda place, **options: real(("127.0.0.1", target.port), **options)
    )
    before = len(target.seen)
    client = strict(resolver=lambda host, port: [("93.184.216.34", 443)])
    with pytest.raises(Refused, match="reached 127.0.0.1, a loopback address"):
        client.fetch("https://ustr.gov/a.pdf", allowed={"ustr.gov"}, cap=1000)
    assert len(target.seen) == before


def test_a_name_that_changes_its_mind_between_hops_is_refused(source, elsewhere):
    """The first answer is the source's, the second leads to another service of this machine."""
    answers = iter([("127.0.0.1", source.port), ("127.0.0.1", elsewhere.port)])
    policy = Policy(trusted=frozenset({"http://ustr.gov"}))
    client = strict(
        resolver=lambda host, port: [next(answers)], policy=policy, apis={"ustr.gov", "www.ustr.gov"}
    )
    source.serve("/a.pdf", lambda handler: handler.begin(302, {"Location": "https://www.ustr.gov/a.pdf"}))
    with pytest.raises(Refused, match="www.ustr.gov resolves to 127.0.0.1"):
        client.fetch("http://ustr.gov/a.pdf", allowed={"www.ustr.gov"}, cap=1000)
    assert (source.connections, elsewhere.connections) == (1, 0)


def test_an_allow_list_is_never_one_string():
    with pytest.raises(TypeError):
        strict().fetch("https://ustr.gov/", allowed="ustr.gov", cap=10)


@pytest.mark.parametrize(
    "url", ["https://ustr.gov/a\tb", "https://us\ntr.gov/", " https://ustr.gov/", "https:/\\ustr.gov"]
)
def test_characters_that_parsers_drop_or_turn_are_refused(url):
    with pytest.raises(Refused, match="characters that no address may hold"):
        check_target(url, {"ustr.gov"}, Policy())


def test_a_connection_to_another_place_than_the_checked_one_is_refused(source):
    target = check_target("https://ustr.gov/", {"ustr.gov"}, Policy())
    request = requests.Request("GET", source.origin).prepare()
    with pytest.raises(Refused, match="but ustr.gov was checked"):
        guarded_adapter(Guard(target, resolve_host, Deadline(1.0))).send(request)
    assert source.connections == 0


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://ustr.gov", "https://ustr.gov/"),
        ("HTTPS://USTR.GOV:443/A b.pdf#page=2", "https://ustr.gov/A%20b.pdf"),
        (
            "https://ustr.gov/2025%20List%20(final).pdf?x=é",
            "https://ustr.gov/2025%20List%20(final).pdf?x=%C3%A9",
        ),
        ("https://ustr.gov/@evil", "https://ustr.gov/@evil"),
    ],
)
def test_an_address_has_one_spelling(url, sent):
    assert check_target(url, {"ustr.gov"}, Policy()).url == sent


_PIECES = st.sampled_from(
    ["https://", "http://", "//", "ustr.gov", "127.0.0.1", "localhost", "@", ":", "/", "\\", "#", "?", "%"]
    + [".", "[", "]", "::1", "0x7f.1", "2130706433", "\t", "\n", "\0", " ", "。", "é", "443", "80", "a.pdf"]
    + ["..", ";", "&", "xn--"]
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.lists(_PIECES, max_size=9).map("".join), st.text(max_size=40).map("https://".__add__)))
def test_no_address_whatever_reaches_loopback(target, url):
    before = target.connections
    with pytest.raises(NotFetched) as caught:
        strict(resolver=to(target)).fetch(url, allowed={"ustr.gov", "localhost", "127.0.0.1"}, cap=1000)
    assert target.connections == before
    assert caught.value.sentence.isprintable()


@given(st.text(max_size=300))
def test_an_address_is_shown_printable_short_and_without_secrets(text):
    assert shorten_url(text).isprintable() and len(shorten_url(text)) <= 201
    assert "hunter2" not in shorten_url("https://u:hunter2@h/" + text)
    assert "hunter2" not in shorten_url(f"https://h/?api_key=hunter2{text}")
