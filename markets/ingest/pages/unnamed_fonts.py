"""Names of fonts that PDFium does not give: browsers embed some fonts as drawings, whose descriptor alone is named."""

import io
import re
from functools import cached_property
from typing import Any

from pypdfium2_raw import bindings as raw

from markets.ingest.pages import pdfium
from markets.ingest.pages.drawn_bold import find_drawn_bold

# Strings are passed over; a font is chosen; text is shown.
_OPERATORS = re.compile(
    rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]*>|/([^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf\b|\b(T[jJ])\b", re.DOTALL
)


class FontNames:
    """The names in the font descriptors of a PDF, opened with pikepdf where a page first needs them."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._damage: tuple[type[Exception], ...] = (
            ArithmeticError,
            AttributeError,
            LookupError,
            OSError,
            RuntimeError,
            TypeError,
            ValueError,
        )

    @cached_property
    def _pages(self) -> list[Any]:
        import pikepdf  # costs a tenth of a second, which most files need not pay here

        self._damage = (*self._damage, pikepdf.PdfError, pikepdf.PasswordError)
        try:
            self._opened = pikepdf.open(io.BytesIO(self._content))  # its pages live as long as it does
            return list(self._opened.pages)
        except self._damage:
            return []

    @cached_property
    def _bold(self) -> set[Any]:
        fonts = [
            font for page in self._pages for font in page.get("/Resources", {}).get("/Font", {}).values()
        ]
        try:
            return find_drawn_bold(fonts)
        except self._damage:
            return set()

    def of_page(self, number: int, handle: Any) -> dict[int, str]:
        """Address of each font of a page → its name. Both libraries see the same text in the same order."""
        shown = self._shown(number)
        drawn: list[int] = []
        for one in pdfium.PageObjects(handle).list_type(raw.FPDF_PAGEOBJ_TEXT):
            font = pdfium.font_of(pdfium.as_argument(one))
            if not drawn or drawn[-1] != font:
                drawn.append(font)
        found: dict[int, str] = {}
        for font, (_, name) in zip(drawn, shown, strict=False):
            if found.setdefault(font, name) != name:
                return {}
        return found if len(drawn) == len(shown) else {}

    def _shown(self, number: int) -> list[tuple[str, str]]:
        """(resource, name) of the fonts in which text is shown, in order, each change once."""
        try:
            page = self._pages[number - 1]
            fonts = page.get("/Resources", {}).get("/Font", {})
            names = {str(key)[1:]: self._styled_name(font) for key, font in fonts.items()}
            contents = page.get("/Contents")
            parts = list(contents) if contents._type_name == "array" else [contents]
            stream = b"\n".join(bytes(part.read_bytes()) for part in parts)
        except self._damage:
            return []
        shown: list[tuple[str, str]] = []
        chosen = ("", "")
        for match in _OPERATORS.finditer(stream):
            if match[1]:
                resource = match[1].decode("latin-1")
                chosen = (resource, names.get(resource, ""))
            elif match[2] and (not shown or shown[-1] != chosen):
                shown.append(chosen)
        return shown

    def _styled_name(self, font: Any) -> str:
        name = self._name(font)
        return f"{name.removesuffix('-Regular')}-Bold" if font.objgen in self._bold else name

    @staticmethod
    def _name(font: Any) -> str:
        descendants = font.get("/DescendantFonts")
        descriptor = (descendants[0] if descendants is not None else font).get("/FontDescriptor")
        name = str(descriptor.get("/FontName", ""))[1:] if descriptor is not None else ""
        return name or f"Unnamed{font.objgen[0]}"  # one font still differs from another
