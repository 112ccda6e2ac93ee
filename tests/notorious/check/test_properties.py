"""Whatever is asked, nothing breaks, and nothing is exact that no listing has."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notorious.check.answers import make_answer_json
from notorious.check.index import CheckIndex, HostRole
from notorious.check.lookup import MatchLevel, check_query
from notorious.check.sheets import BadList, read_file

pytestmark = pytest.mark.django_db
often = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
labels = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?", fullmatch=True)


def _printed(index: CheckIndex) -> list[str]:
    return sorted(
        host for host, known in index.hosts.items() if any(each.role is HostRole.PRINTED for each in known)
    )


@often
@given(text=st.one_of(st.text(max_size=80), st.from_regex(r"[a-z.:/@\[\]%#?-]{0,40}", fullmatch=True)))
def test_any_text_has_an_answer_that_can_be_written(text: str, index: CheckIndex) -> None:
    answer = check_query(text, index)
    assert answer.sentence
    json.dumps(make_answer_json(answer), ensure_ascii=False).encode()


@often
@given(data=st.data(), label=labels)
def test_a_subdomain_is_exact_and_a_longer_name_or_another_domain_is_not(
    data: st.DataObject, label: str, index: CheckIndex
) -> None:
    printed = _printed(index)
    host = data.draw(st.sampled_from(printed))
    assert check_query(f"{label}.{host}", index).level is MatchLevel.EXACT
    for other in (f"{label}{host}", f"{label}-{host}", f"{host}.{label}.com", f"{label}.com/{host}"):
        read = other.partition("/")[0]
        if not any(read == known or read.endswith(f".{known}") for known in printed):
            assert check_query(other, index).level is not MatchLevel.EXACT, other


@often
@given(content=st.binary(max_size=400))
def test_any_bytes_are_a_list_or_say_why_not(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe", b"domain\n"):
        try:
            sent = read_file(start + content, "", has_header=True)
        except BadList as problem:
            assert str(problem)
        else:
            assert len(sent.queries) == len(sent.rows) > 0
