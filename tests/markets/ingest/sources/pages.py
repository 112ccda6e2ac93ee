"""Pages of ustr.gov as they are built, with words of our own."""

OFFICE = "policy-offices/press-office/press-releases"
NEW = f"/about/{OFFICE}/2026/march/ustr-releases-2025-review-notorious-markets-counterfeiting-and-piracy"
OLD = f"/about-us/{OFFICE}/2025/january/ustr-releases-2024-review-notorious-markets-counterfeiting-and-piracy"
PDF = "/sites/default/files/files/Press/Releases/2026/2025%20Notorious%20Markets%20List%20(final).pdf"
HOME = f"https://ustr.gov/about/{OFFICE}"


def row(href: str, title: str, day: str | None = None) -> str:
    """A row of the list of press releases as the site builds it since about 2020."""
    field = (
        f'<div class="views-field-field-date"><time datetime="{day}T12:00:00Z">x</time></div>' if day else ""
    )
    return f'<div class="views-row">{field}<div class="views-field-title"><a href="{href}">{title}</a></div></div>'


def release_list(*rows: str) -> bytes:
    return f"<html><body><div class='view-content'>{''.join(rows)}</div></body></html>".encode()


def older_list(*items: tuple[str, str, str]) -> bytes:
    """The list as it was built before: date and link in one line."""
    lines = "".join(f"<li>{day} - <a href='{href}'>{title}</a></li>" for href, title, day in items)
    return f"<html><body><ul class='listing'>{lines}</ul></body></html>".encode()


def release(title: str, body: str, *, old: bool = False) -> bytes:
    """One press release, in today's markup or the older."""
    if old:
        return f"<h1 class='pageTitle'>{title}</h1><div class='field-item even'>{body}</div>".encode()
    return f"<html><title>x</title><h1>{title}</h1><div class='field--name-body'>{body}</div></html>".encode()


def feed(*items: str) -> bytes:
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{''.join(items)}</channel></rss>".encode()


def item(title: str, link: str, day: str = "Tue, 03 Mar 2026 10:00:00 -0500") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate></item>"
