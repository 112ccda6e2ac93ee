"""The site by keyboard alone: everything is reached, seen where it is, and worked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from markets.models import Edition, Listing, Stage
from tests.browser.conftest import DRAFTED
from tests.browser.places import of_the_desk

pytestmark = [pytest.mark.browser, pytest.mark.wide]

FOCUSED = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    // A link that is broken over two lines has a box for each; a group in a drawing has those of its shapes.
    const shapes = at.matches("svg g") ? [...at.children] : [at];
    const boxes = shapes.flatMap((shape) => [...shape.getClientRects()]).filter((box) => box.width && box.height);
    const seen = (box) => [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([across, down]) => {
        const top = document.elementFromPoint(box.x + box.width * across, box.y + box.height * down);
        return top && (at.contains(top) || top.contains(at) && top.closest("label, summary, .skip"));
    });
    const style = getComputedStyle(at);
    return {what: at.outerHTML.slice(0, 120), seen: boxes.some(seen),
            ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none"};
}"""
WALKED = ("/", "/markets/?country=CN", "/markets/taobao/", "/search/?q=taobao", "/recommendations/2017-R1/",
          "/editions/2017/", "/data/", "/charts/listings/")  # fmt: skip


def tab_to(page: Page, selector: str, key: str = "Tab", most: int = 400) -> None:
    """Presses the key until what `selector` names has the focus."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("(named) => document.activeElement.matches(named)", selector):
            return
    pytest.fail(f"{selector} was not reached at {page.url}")


def stops(page: Page, key: str) -> list[str]:
    """Goes through the whole page; what has the focus and is hidden, or does not show that it has it."""
    problems = []
    for _ in range(2000):
        page.keyboard.press(key)
        at = page.evaluate(FOCUSED)
        if at is None:
            return problems
        if not at["seen"]:
            problems.append(f"{page.url}, {key}: hidden: {at['what']}")
        if not at["ring"]:
            problems.append(f"{page.url}, {key}: no ring: {at['what']}")
    pytest.fail(f"{page.url} does not let go of the focus")


@pytest.mark.parametrize("width", [1280, 360])
def test_what_has_the_focus_is_seen_both_ways_through_a_page(
    chromium: Browser, site: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 600}, reduced_motion="reduce")
    problems = []
    for address in WALKED:
        page.goto(f"{site}{address}")
        problems += stops(page, "Tab")
        page.keyboard.press("Shift+Tab")
        problems += stops(page, "Shift+Tab")
    page.close()
    assert not problems, "\n".join(dict.fromkeys(problems))


@pytest.mark.parametrize("width", [1280, 360])
def test_what_has_the_focus_is_seen_at_the_desk(
    site: str, at_the_desk: Callable[..., BrowserContext], width: int
) -> None:
    page = at_the_desk(viewport={"width": width, "height": 600}, reduced_motion="reduce").new_page()
    places, problems = of_the_desk(), []
    for name in ("first page", "queue", "edition desk", "response desk", "enter", "market"):
        page.goto(f"{site}{places[name]}")
        problems += stops(page, "Tab")
    assert not problems, "\n".join(dict.fromkeys(problems))


def test_the_matrix_is_filtered_and_a_listing_opened(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{site}/")
    tab_to(page, 'nav[aria-label=Main] a[href="/markets/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/markets/")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, "#f-q")
    tab_to(page, "#f-kind")
    page.keyboard.type("on")  # a list of options goes to what is typed
    tab_to(page, "form.filters button")
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=online**")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, 'td a[href="/editions/2017/taobao/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/editions/2017/taobao/")
    expect(page.locator("h1")).to_have_text("Taobao in the 2017 edition")
    page.close()


def test_a_search_is_made_narrowed_and_a_hit_opened(chromium: Browser, site: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 700})
    page.goto(f"{site}/about/")
    tab_to(page, "#find")
    page.keyboard.type("takedown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=takedown")
    tab_to(page, ".facets summary")
    tab_to(page, ".facets a")
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=**")
    tab_to(page, ".facets details:not([open]) summary")
    page.keyboard.press("Enter")
    expect(page.locator(".facets details").nth(1)).to_have_attribute("open", "")
    tab_to(page, ".hits a")
    title = page.locator(".hits a").first.inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/search/" not in address)
    expect(page.locator("#main")).to_contain_text(title.split(" ")[0])
    page.close()


def test_a_curator_matches_and_reviews_a_row(site: str, at_the_desk: Callable[..., BrowserContext]) -> None:
    page = at_the_desk(viewport={"width": 1280, "height": 700}).new_page()
    page.goto(f"{site}/admin/markets/edition/{Edition.objects.get(year=2025).pk}/desk/")
    listing = Listing.objects.get(printed_name=DRAFTED[-1], stage=Stage.DRAFT)
    tab_to(page, f"[name=market-{listing.pk}]")
    page.keyboard.type("a new")
    tab_to(page, "button[value=match]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("1 listing matched")
    tab_to(page, f"[name=row][value='{listing.pk}']")
    page.keyboard.press("Space")
    tab_to(page, "button[value=review]", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("tr", has=page.locator(f"[name=row][value='{listing.pk}']"))).to_contain_text(" ed")
    listing.refresh_from_db()
    assert listing.market is not None and listing.market.name == DRAFTED[-1]
    assert listing.reviewed_by is not None and listing.reviewed_by.username == "ed"
