"""Making an account of the desk: a name, a role, and a password that is shown once."""

import secrets

from django import forms
from django.contrib.auth.models import Group, User
from django.contrib.auth.validators import UnicodeUsernameValidator

from markets.curation.refusal import Refusal
from notorious.roles import ensure_roles

ROLES = (("curator", "curator"), ("editor", "editor"))


class AccountForm(forms.Form):
    """A new account of the desk."""

    username = forms.CharField(max_length=150, validators=[UnicodeUsernameValidator()])
    full_name = forms.CharField(
        max_length=150,
        required=False,
        help_text="Signs assessments in public. Without it, the user name does.",
    )
    role = forms.ChoiceField(choices=ROLES)


def make_account(username: str, role: str, full_name: str = "") -> str:
    """Make an account with a role, and returns its password. Raises Refusal where the name is taken."""
    if User.objects.filter(username__iexact=username).exists():
        raise Refusal(f"There is an account “{username}” already.")
    ensure_roles()
    password = secrets.token_urlsafe(12)
    first, _, last = full_name.strip().partition(" ")
    user = User.objects.create_user(
        username, password=password, is_staff=True, first_name=first, last_name=last
    )
    user.groups.add(Group.objects.get(name=role))
    return password
