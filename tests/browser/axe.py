"""axe-core in a page: what keeps people out, by the rules of WCAG 2.2 that a program can look at.

It comes into the page through the DevTools protocol, so the page keeps its content security policy.
"""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that a theme can break."""
THEMES, WIDTHS = ("light", "dark"), (1280, 360)
RUN = """async (options) => {
    await Promise.all(document.getAnimations().map((each) => each.finished.catch(() => null)));
    const found = await axe.run(document, options);
    return {engine: found.testEngine.name, passes: found.passes.map((each) => each.id),
            violations: found.violations.map((each) => [each.id, each.help, each.nodes.map((node) => node.html)])};
}"""


def violations(page: Page) -> list[str]:
    """What axe has against the page as it is, in both themes at both widths; fails where axe did not run."""
    page.evaluate(AXE_SCRIPT)
    problems = []
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            problems += [f"{page.url}, {width} px, {theme}: {each}" for each in _run(page, theme)]
    return problems


def _run(page: Page, theme: str) -> list[str]:
    first = theme == THEMES[0]
    only = {"type": "tag", "values": RULES} if first else {"type": "rule", "values": COLOURS}
    found = page.evaluate(RUN, {"runOnly": only, "resultTypes": ["violations"]})
    assert found["engine"] == "axe-core"
    # What every page of ours has: axe that looked at nothing would pass everything.
    looked_at = {"document-title", "html-has-lang", "color-contrast"} if first else {"color-contrast"}
    missing = looked_at - set(found["passes"]) - {rule for rule, _, _ in found["violations"]}
    assert not missing, f"{page.url}: axe did not look at {missing}"
    return [f"{rule}: {help_}: {' | '.join(nodes[:3])}" for rule, help_, nodes in found["violations"]]
