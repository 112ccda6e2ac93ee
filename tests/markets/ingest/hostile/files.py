"""Files that harm a careless reader, each made by a function of the same name as its rule in the tests."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable

import pikepdf

from tests.markets.ingest.hostile.build import FONT, flate, one_page, pdf, stream, text

_SENTENCE = "The market sells counterfeit goods of every kind to anybody who asks for them."
FILES: dict[str, Callable[[], bytes]] = {}


def _hostile(make: Callable[[], bytes]) -> Callable[[], bytes]:
    FILES[make.__name__] = make
    return make


@_hostile
def good() -> bytes:
    return one_page(flate(text([_SENTENCE] * 30)))


@_hostile
def cut_in_half() -> bytes:
    return good()[: len(good()) // 2]


@_hostile
def cut_near_its_end() -> bytes:
    return good()[: int(len(good()) * 0.95)]


@_hostile
def wrong_startxref() -> bytes:
    head, _, tail = good().rpartition(b"startxref\n")
    return head + b"startxref\n7" + tail


def _encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good())) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="owner", user=user, R=6))
    return out.getvalue()


@_hostile
def user_password() -> bytes:
    return _encrypted("secret")


@_hostile
def owner_password_only() -> bytes:
    return _encrypted("")


def _deflated_zeros(size: int) -> bytes:
    machine, chunk = zlib.compressobj(9), bytes(1 << 20)
    return b"".join(machine.compress(chunk) for _ in range(size >> 20)) + machine.flush()


@_hostile
def bomb_of_a_gigabyte() -> bytes:
    return one_page(stream(_deflated_zeros(1 << 30), b"/Filter /FlateDecode"))


@_hostile
def bomb_within_bombs() -> bytes:
    inner = zlib.compress(zlib.compress(_deflated_zeros(1 << 30), 9), 9)
    return one_page(stream(inner, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"))


@_hostile
def five_million_operators() -> bytes:
    return one_page(flate(b"0 0 m 1 1 l S\n" * 5_000_000))


@_hostile
def page_tree_loop() -> bytes:
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


@_hostile
def previous_table_loop() -> bytes:
    content = good()
    start = content.rpartition(b"startxref\n")[2].split()[0]
    return content.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + start)


@_hostile
def count_of_two_thousand_million() -> bytes:
    return good().replace(b"/Count 1", b"/Count 2147483647")


@_hostile
def form_that_calls_itself() -> bytes:
    form = stream(b"/X Do " + text(["again"]), b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources "
                  b"<< /Font << /F1 4 0 R >> /XObject << /X 6 0 R >> >>")  # fmt: skip
    return one_page(stream(b"/X Do"), b"/XObject << /X 6 0 R >>", [form])


@_hostile
def forms_that_double_25_times() -> bytes:
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F1 4 0 R >> "
    forms = [
        stream(b"/X Do /X Do", head + b"/XObject << /X %d 0 R >> >>" % (number + 1))
        for number in range(6, 31)
    ]
    forms.append(stream(text([_SENTENCE]), head + b">>"))
    return one_page(stream(b"/X Do"), b"/XObject << /X 6 0 R >>", forms)


@_hostile
def arrays_nested_200_000_deep() -> bytes:
    return one_page(stream(b"[" * 200_000 + b"]" * 200_000 + b" TJ"))


@_hostile
def object_nested_200_000_deep() -> bytes:
    return one_page(stream(text([_SENTENCE])), b"/Deep 6 0 R", [b"[" * 200_000 + b"]" * 200_000])


@_hostile
def html_page() -> bytes:
    return b"<!DOCTYPE html><html><body><p>" + _SENTENCE.encode() + b"</p></body></html>"


@_hostile
def html_nested_100_000_deep() -> bytes:
    return b"<html><body>" + b"<div><b>" * 100_000 + _SENTENCE.encode()


@_hostile
def html_of_open_comments() -> bytes:
    return b"<html><body>" + b"<!-- <![CDATA[ <" * 50_000


@_hostile
def challenge_page() -> bytes:
    return b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>cf-chl</body></html>"


@_hostile
def empty() -> bytes:
    return b""


@_hostile
def nothing_but_blanks() -> bytes:
    return b" \n\0" * 1000


@_hostile
def random_bytes() -> bytes:
    return random.Random(1).randbytes(100_000)


@_hostile
def pdf_header_and_random_bytes() -> bytes:
    return b"%PDF-1.7\n" + random.Random(2).randbytes(100_000)


@_hostile
def two_hundred_thousand_pages() -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(3, 200_003))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 200000 /Kids [%s] >>" % kids,
            *[page] * 200_000,
        ]
    )


@_hostile
def letter_table_of_two_thousand_million() -> bytes:
    table = flate(
        b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> "
        b"endcodespacerange 1 beginbfrange <00000000> <7FFFFFFF> <0041> endbfrange endcmap"
    )
    content = text([_SENTENCE]).replace(b"/F1", b"/F2")
    font = FONT[:-2] + b"/ToUnicode 7 0 R >>"
    return one_page(flate(content), b"", [font, table], fonts=b"/F2 6 0 R")


def _scattered_words(count: int) -> bytes:
    rng = random.Random(3)
    words = b"".join(
        b"1 0 0 1 %d %d Tm (word%d) Tj " % (rng.randrange(20, 560), rng.randrange(20, 770), number)
        for number in range(count)
    )
    return one_page(flate(b"BT /F1 4 Tf " + words + b"ET"))


@_hostile
def sixty_thousand_words_on_a_page() -> bytes:
    lines = [" ".join(f"word{row}x{column}" for column in range(60)) for row in range(1000)]
    return one_page(flate(b"BT /F1 1 Tf 0.7 TL 20 770 Td " + text(lines).split(b"Td ", 1)[1]))


@_hostile
def thirty_thousand_scattered_words() -> bytes:
    return _scattered_words(30_000)


@_hostile
def million_words_on_a_page() -> bytes:
    return _scattered_words(1_000_000)


@_hostile
def one_line_of_a_million_characters() -> bytes:
    return one_page(flate(text(["counterfeit " * 90_000])))


@_hostile
def script_launch_and_attachment() -> bytes:
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R "
            b"/Names << /EmbeddedFiles << /Names [(a.exe) 7 0 R] >> >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /AA << /O 9 0 R >> "
            b"/Resources << /Font << /F1 4 0 R >> >> /Annots [<< /Type /Annot /Subtype /Link /Rect [70 700 500 740] "
            b"/A << /S /URI /URI (javascript:alert\\(1\\)) >> >>] >>",
            FONT,
            flate(text([_SENTENCE] * 30)),
            b"<< /S /JavaScript /JS (while \\(true\\) {}) >>",
            b"<< /Type /Filespec /F (a.exe) /EF << /F 8 0 R >> >>",
            stream(b"MZ program"),
            b"<< /S /Launch /F (/bin/sh) >>",
        ]
    )


@_hostile
def scan_without_text() -> bytes:
    picture = flate(bytes(100), b"/Type /XObject /Subtype /Image /Width 10 /Height 10 /ColorSpace /DeviceGray "
                    b"/BitsPerComponent 8")  # fmt: skip
    return one_page(stream(b"612 0 0 792 0 0 cm /I Do"), b"/XObject << /I 6 0 R >>", [picture])


@_hostile
def page_at_once_html_and_pdf() -> bytes:
    return b"<html><body><script>alert(1)</script><!--\n" + good() + b"--></body></html>"


@_hostile
def archive_at_once_zip_and_pdf() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("report.pdf", good())
    return out.getvalue()


@_hostile
def controls_and_marks_of_direction() -> bytes:
    table = flate(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 8 beginbfchar <41> <0000> <42> <202E> "
        b"<43> <FFFE> <44> <D800> <45> <E000> <46> <200B> <47> <0085> <48> <0041> endbfchar endcmap"
    )
    font = (
        FONT[:-2]
        + b"/FirstChar 65 /LastChar 72 /Widths [500 500 500 500 500 500 500 500] /ToUnicode 7 0 R >>"
    )
    content = text(["ABCDEFGH HHH"] * 30).replace(b"/F1", b"/F2")
    return one_page(flate(content), b"", [font, table], fonts=b"/F2 6 0 R")
