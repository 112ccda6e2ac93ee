"""A page that counts what a person does with the mouse. Typing in a field is reached by Tab and counts nothing."""

from typing import Any

from django.contrib.auth.models import User
from playwright.sync_api import Page


class CountedPage:
    """Buttons, links, choices in a list, checkboxes and chosen files count one click each."""

    def __init__(self, page: Page, person: User) -> None:
        self.page, self.person, self.clicks = page, person, 0

    def click(self, selector: str) -> None:
        self.clicks += 1
        self.page.click(selector)

    def choose(self, selector: str, **option: Any) -> None:
        self.clicks += 1
        self.page.select_option(selector, **option)

    def check(self, selector: str) -> None:
        self.clicks += 1
        self.page.check(selector)

    def choose_file(self, selector: str, name: str, content: bytes, media_type: str) -> None:
        self.clicks += 1
        file = {"name": name, "mimeType": media_type, "buffer": content}
        self.page.set_input_files(selector, file)  # type: ignore[arg-type]

    def type(self, selector: str, text: str) -> None:
        self.page.fill(selector, text)
