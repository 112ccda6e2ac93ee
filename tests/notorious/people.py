"""People with roles, for tests that need one or two of them."""

from django.contrib.auth.models import Group, User

from notorious.roles import ensure_roles


def make_person(name: str, role: str) -> User:
    """A person of the desk with the rights of a role."""
    ensure_roles()
    made = User.objects.create_user(name, is_staff=True)
    made.groups.add(Group.objects.get(name=role))
    return made
