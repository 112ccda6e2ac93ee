"""Charts and pages have one palette."""

import re

import pytest
from django.conf import settings

from notorious.pages.charts import palette


@pytest.mark.parametrize("name", ["INK", "LISTED", "EDGE"])
def test_a_color_of_charts_is_the_token_of_the_same_name(name: str) -> None:
    css = (settings.BASE_DIR / "static" / "site.css").read_text(encoding="utf-8")
    light = css.partition("@media")[0]
    found = re.search(rf"--{name.lower()}: (#[0-9a-f]+);", light)
    assert found and found[1] == getattr(palette, name)
