"""`/cards/….png`: the picture that a chat or a social network shows beside a link, with the title of the page.

The title is in the address, signed: nobody else can put words on our picture.
"""

import io
import textwrap

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont

from notorious.limits import check_rate_limit, rate_limited_text
from notorious.pages.charts.palette import INK, LISTED, WHITE

CARD_WIDTH, CARD_HEIGHT = 1200, 630
CARD_MARGIN = 80
LONGEST_TITLE, LONGEST_SUBTITLE = 120, 180
CARD_SIGNER = Signer(salt="notorious.cards")
ONE_YEAR = "public, max-age=31536000, immutable"


def make_card_path(title: str, subtitle: str) -> str:
    """Return the address of the picture of a page."""
    words = {
        "t": textwrap.shorten(title, LONGEST_TITLE, placeholder=" …"),
        "s": textwrap.shorten(subtitle, LONGEST_SUBTITLE, placeholder=" …"),
    }
    return f"/cards/{CARD_SIGNER.sign_object(words, compress=True)}.png"


@require_safe
def show_card(request: HttpRequest, token: str) -> HttpResponse:
    """Return the picture. An address that we did not make is a 404."""
    try:
        words = CARD_SIGNER.unsign_object(token)
    except (BadSignature, ValueError):
        raise Http404("There is no such picture.") from None
    if seconds := check_rate_limit(request, "export"):
        return rate_limited_text(seconds)
    headers = {"Cache-Control": ONE_YEAR}
    return HttpResponse(draw_card(words["t"], words["s"]), content_type="image/png", headers=headers)


def draw_card(title: str, subtitle: str) -> bytes:
    """Return the file's bytes: the same words give the same bytes."""
    image = Image.new("RGB", (CARD_WIDTH, CARD_HEIGHT), WHITE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, CARD_WIDTH, 24), fill=LISTED)
    draw.text((CARD_MARGIN, 70), "Notorious Markets", fill=LISTED, font=ImageFont.load_default(36))
    y = _write_lines(draw, title, 150, 68, 30, 3)
    _write_lines(draw, subtitle, y + 24, 32, 62, 4)
    line = "A public record of USTR’s Notorious Markets List"
    draw.text((CARD_MARGIN, CARD_HEIGHT - 70), line, fill=INK, font=ImageFont.load_default(28), anchor="ls")
    file = io.BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(file, "PNG", optimize=True)
    return file.getvalue()


def _write_lines(draw: ImageDraw.ImageDraw, words: str, y: int, size: int, width: int, most: int) -> int:
    """Write words in a limited number of lines of a width in characters; return where the next line begins."""
    font = ImageFont.load_default(size)
    for line in textwrap.wrap(words, width, max_lines=most, placeholder=" …"):
        draw.text((CARD_MARGIN, y), line, fill=INK, font=font)
        y += int(size * 1.25)
    return y
