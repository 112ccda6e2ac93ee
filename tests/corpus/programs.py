"""The programs that make PDFs: each takes a source and a file name, and says nothing where all is well."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

SECONDS = 120


@contextmanager
def reported_failure(name: str) -> Iterator[None]:
    """Print what kept a report from being made; the others are made all the same."""
    try:
        yield
    except Exception as failure:  # noqa: BLE001 - whatever a program does
        print(f"{name}: not made: {failure!r}"[:300])


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)


def chromium(source: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(source, encoding="utf-8")
        _run(
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", page.as_uri(),
        )  # fmt: skip


def weasyprint(source: str, target: Path) -> None:
    import_module("weasyprint").HTML(string=source).write_pdf(target)


def libreoffice(source: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(source, encoding="utf-8")
        profile = f"-env:UserInstallation=file://{folder}/profile"
        _run(
            "soffice", profile, "--headless", "--infilter=HTML (StarWriter)", "--convert-to",
            "pdf:writer_pdf_Export", "--outdir", folder, str(page),
        )  # fmt: skip
        shutil.move(Path(folder, "page.pdf"), target)


def wkhtmltopdf(source: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(source, encoding="utf-8")
        _run("xvfb-run", "-a", "wkhtmltopdf", "-q", str(page), str(target))


def htmldoc(source: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(source, encoding="utf-8")
        _run("htmldoc", "--webpage", "--charset", "utf-8", "--footer", "./.", "-f", str(target), str(page))


def typst(source: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.typ")
        page.write_text(source, encoding="utf-8")
        import_module("typst").compile(str(page), output=str(target))


def ghostscript(source: Path, target: Path) -> None:
    _run("gs", "-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", f"-sOutputFile={target}", str(source))


def ghostscript_from_postscript(source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _run("pdftops", str(source), f"{folder}/a.ps")
        ghostscript(Path(folder, "a.ps"), target)


def qpdf(source: Path, target: Path) -> None:
    _run("qpdf", "--object-streams=generate", "--linearize", str(source), str(target))


def mupdf(source: Path, target: Path) -> None:
    document = import_module("fitz").open(source)
    document.subset_fonts()
    document.save(target, garbage=4, deflate=True, clean=True)


def cairo(source: Path, target: Path) -> None:
    _run("pdftocairo", "-pdf", str(source), str(target))


SETTERS: dict[str, Callable[[str, Path], None]] = {
    "chromium": chromium, "weasyprint": weasyprint, "libreoffice": libreoffice, "typst": typst,
    "htmldoc": htmldoc, "wkhtmltopdf": wkhtmltopdf,
}  # fmt: skip
RESAVERS: dict[str, Callable[[Path, Path], None]] = {
    "ghostscript": ghostscript, "ghostscript-ps": ghostscript_from_postscript, "qpdf": qpdf, "mupdf": mupdf,
    "cairo": cairo,
}  # fmt: skip
