"""People of the desk, for tests that need one or more of them."""

from django.contrib.auth.models import Group, User
from django.test import Client

from notorious.roles import ensure_roles

PASSWORD = "a long passphrase here"


def make_person(name: str, role: str = "", **more: str | bool) -> User:
    """Return a new person of the staff with the rights of a role, or of none."""
    person = User.objects.create_user(name, password=PASSWORD, is_staff=True, **more)
    if role:
        if not Group.objects.filter(name=role).exists():
            ensure_roles()
        person.groups.add(Group.objects.get(name=role))
    return person


def sign_in(person: User) -> Client:
    """Return a client in which a person is signed in."""
    client = Client()
    client.force_login(person)
    return client
