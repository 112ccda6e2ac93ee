"""An invalid certificate ends the request, and no setting turns the check off."""

import inspect
import shutil

import pytest

from markets.ingest.fetch import CAP_PDF, Client, HostTurn, Later, Policy, Refused
from tests.markets.ingest.fetch.certificates import Authority
from tests.markets.ingest.fetch.server import PDF, answer, listening, redirect

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="needs the openssl command to make certificates"
)


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def client_of(listener, authority, **options) -> Client:
    """Believes the test's authority, and finds ustr.gov on the listener."""
    options.setdefault("policy", Policy(trusted=frozenset({"https://ustr.gov"})))
    return Client(
        contact="a@example.org",
        turns=HostTurn(gap=0),
        authorities=str(authority.file),
        resolver=lambda host, port: [("127.0.0.1", listener.port)],
        **options,
    )


def get(client: Client):
    return client.fetch("https://ustr.gov/a.pdf", allowed={"ustr.gov", "www.ustr.gov"}, cap=CAP_PDF)


def test_a_certificate_that_holds_is_accepted(authority):
    with listening(authority.certificate("ustr.gov")) as listener:
        listener.serve("/a.pdf", answer())
        assert get(client_of(listener, authority)).content == PDF
        assert listener.seen[-1].headers["Host"] == "ustr.gov"


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda authority: authority.certificate("ustr.gov", days=-1), "expired"),
        (lambda authority: authority.certificate("example.org"), "ustr.gov"),
        (lambda authority: authority.self_signed("ustr.gov"), "self-signed"),
    ],
    ids=["expired", "of another host", "self-signed"],
)
def test_a_certificate_that_does_not_hold_is_refused_before_anything_is_asked(authority, made, says):
    with listening(made(authority)) as listener:
        with pytest.raises(Refused, match=f"certificate of ustr.gov is not accepted: .*{says}"):
            get(client_of(listener, authority))
        assert listener.seen == []


def test_the_usual_authorities_do_not_vouch_for_a_stranger(authority):
    with listening(authority.certificate("ustr.gov")) as listener:
        client = client_of(listener, authority)
        client._wire = type(client._wire)(client._wire.resolve, 1.0, 1.0, None)
        with pytest.raises(Refused, match="certificate"):
            get(client)


def test_there_is_no_option_to_accept_any_certificate():
    names = {*inspect.signature(Client.__init__).parameters, *inspect.signature(Client.fetch).parameters}
    assert not {name for name in names if "verify" in name or "insecure" in name}


def test_the_environment_changes_nothing(authority, monkeypatch, source):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.setenv(name, source.origin)
    with listening(authority.certificate("ustr.gov")) as listener:
        listener.serve("/a.pdf", answer())
        get(client_of(listener, authority))
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority.file))
        monkeypatch.setenv("CURL_CA_BUNDLE", str(authority.file))
        client = client_of(listener, authority)
        client._wire = type(client._wire)(client._wire.resolve, 1.0, 1.0, None)
        with pytest.raises(Refused, match="certificate"):
            get(client)
    assert source.connections == 0


def test_https_is_never_left_for_http(authority, source):
    policy = Policy(trusted=frozenset({"https://ustr.gov", source.origin}))
    with listening(authority.certificate("ustr.gov")) as listener:
        listener.serve("/a.pdf", redirect(f"{source.origin}/a.pdf"))
        with pytest.raises(Refused, match="leaves https"):
            get(client_of(listener, authority, policy=policy))
    assert source.connections == 0


def test_a_listener_that_does_not_speak_tls_may_be_mended(authority, source):
    with pytest.raises(Later):
        get(client_of(source, authority))
