"""A report of our own making, and somebody at the desk."""

import functools

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.markets.polling.conftest import clean_queue
from tests.people import make_person, sign_in
from tests.reports.build import Report, build

__all__ = ["clean_queue"]


@functools.cache
def report(seed: int = 7, family: str = "since-2017", online: int = 0, physical: int = 0) -> Report:
    """The same report for every test that asks for the same; with as many entries as asked for, else a few."""
    return build(seed, family, **{"online-entries": online, "physical-entries": physical})


@pytest.fixture
def editor(db: None, small_package: None) -> User:
    return make_person("ed", "editor")


@pytest.fixture
def reviewer(editor: User) -> Client:
    """A second person, who reviews."""
    return sign_in(make_person("cora", "curator"))


@pytest.fixture
def at_the_desk(editor: User) -> Client:
    return sign_in(editor)
