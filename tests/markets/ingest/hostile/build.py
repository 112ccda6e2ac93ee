"""The smallest PDF that holds given objects, written by hand so that it can be wrong on purpose."""

import zlib
from collections.abc import Sequence

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"


def pdf(objects: Sequence[bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    """The objects as 1 0 obj, 2 0 obj …, with a right cross-reference table; `root` is the catalog."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\n" % (len(objects) + 1, root, trailer)
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """A stream object; `extra` are further entries of its dictionary."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def flate(data: bytes, extra: bytes = b"") -> bytes:
    """A compressed stream."""
    return stream(zlib.compress(data), b"/Filter /FlateDecode " + extra)


def one_page(content: bytes, resources: bytes = b"", more: Sequence[bytes] = (), fonts: bytes = b"") -> bytes:
    """A PDF of one page. `content` is a whole object (5 0 obj); `more` are objects from 6 0 obj on."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
            b"/Resources << /Font << /F1 4 0 R %s >> %s >> >>" % (fonts, resources),
            FONT,
            content,
            *more,
        ]
    )


def text(lines: Sequence[str]) -> bytes:
    """A content stream that shows lines of text, one below the other."""
    shown = b" T* ".join(b"(%s) Tj" % line.encode("cp1252") for line in lines)
    return b"BT /F1 12 Tf 14 TL 72 720 Td " + shown + b" ET"
