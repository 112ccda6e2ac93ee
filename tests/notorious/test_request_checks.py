"""What no view can read is refused with a sentence, inside the site's security policy."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("length", ["many", "-1", "1.5", "١"])
def test_a_length_that_is_no_number_is_refused(length: str) -> None:
    client = Client(raise_request_exception=False)
    answer = client.generic("POST", "/reply/", b"text=x", CONTENT_LENGTH=length)
    assert answer.status_code == 400
    assert "Content-Length has to be a number" in answer.content.decode()


@pytest.mark.parametrize(("method", "page"), [("GET", "/markets/"), ("POST", "/reply/")])
def test_a_foreign_host_is_refused_with_a_security_policy(method: str, page: str) -> None:
    answer = Client(raise_request_exception=False).generic(method, page, headers={"Host": "evil.example"})
    assert answer.status_code == 400 and "Content-Security-Policy" in answer.headers


def test_a_form_of_the_desk_ignores_a_relation_to_what_is_no_key(client: Client) -> None:
    client.force_login(User.objects.create_superuser("root"))
    for filled in ("market=taobao", "market=%00", "evidence=nonsense"):
        assert client.get(f"/admin/markets/marketalias/add/?{filled}").status_code == 200, filled
