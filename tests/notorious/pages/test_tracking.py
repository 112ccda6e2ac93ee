"""Links that other sites have marked open the same page, under its own address."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize(
    "path", ["/markets/?kind=online", "/editions/2017/", "/data/editions.csv", "/api/v1/"]
)
def test_tracking_parameters_are_ignored(path: str, client: Client) -> None:
    plain = client.get(path)
    joint = "&" if "?" in path else "?"
    for marked in ("utm_source=x&utm_medium=y", "fbclid=1", "GCLID=1", "ref=home", "ref"):
        answer = client.get(f"{path}{joint}{marked}")
        assert answer.status_code == plain.status_code == 200
        assert answer.content == plain.content, marked


def test_another_unknown_parameter_is_still_refused(client: Client) -> None:
    assert client.get("/markets/?reference=1").status_code == 400
    assert client.get("/data/editions.csv?utm_source=x&reference=1").status_code == 400
