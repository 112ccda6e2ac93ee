"""What is cached by revision is that of one state of the data, also where changes are undone."""

import pytest
from django.db import transaction

from markets.consistent_read import once_per_revision
from markets.models import Market

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_record")]


def test_a_change_that_is_undone_leaves_nothing_in_the_cache() -> None:
    read: list[str] = []

    @once_per_revision
    def name() -> str:
        read.append(Market.objects.get(slug="taobao").name)
        return read[-1]

    for changed in ("One name", "Another name"):
        assert [name(), name()] == ["Taobao", "Taobao"]
        with transaction.atomic():
            Market.objects.filter(slug="taobao").update(name=changed)
            assert [name(), name()] == [changed, changed]
            transaction.set_rollback(True)
    assert read == ["Taobao", "One name", "Another name"]
