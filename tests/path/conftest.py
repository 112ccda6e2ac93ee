"""A report of our own making, and somebody at the desk."""

from __future__ import annotations

import functools

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from notorious.roles import ensure_roles
from tests.reports.build import Report, build


@functools.cache
def report(seed: int = 7, family: str = "since-2017", online: int = 0, physical: int = 0) -> Report:
    """The same report for every test that asks for the same; with as many entries as asked for, else a few."""
    return build(seed, family, **{"online-entries": online, "physical-entries": physical})


@pytest.fixture
def editor(db: None, small_package: None) -> User:
    ensure_roles()
    person = User.objects.create_user("ed", password="a long passphrase here", is_staff=True)
    person.groups.add(Group.objects.get(name="editor"))
    return person


@pytest.fixture
def reviewer(editor: User) -> Client:
    """A second person, who reviews."""
    person = User.objects.create_user("cora", is_staff=True)
    person.groups.add(Group.objects.get(name="curator"))
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def at_the_desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client
