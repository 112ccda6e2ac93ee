"""Whatever the bytes, reading ends with pages or with one clear sentence, within its limits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from markets.ingest.pages import Unreadable, read_document
from tests.markets.ingest.hostile.files import FILES

TOO_MUCH = "more memory than is allowed"
TOO_LONG = "longer than is allowed"
NO_TEXT = "no text in the file"

# What must happen: a part of the sentence, or "" where the text must come out.
EXPECTED = {
    "good": "",
    "cut_in_half": "cut off",
    "cut_near_its_end": "cut off",
    "wrong_startxref": "",
    "user_password": "encrypted: it opens only with a password",
    "owner_password_only": "",
    "bomb_of_a_gigabyte": TOO_MUCH,
    "bomb_within_bombs": TOO_MUCH,
    "five_million_operators": TOO_MUCH,
    "page_tree_loop": "damaged",
    "previous_table_loop": "",
    "count_of_two_thousand_million": "",
    "form_that_calls_itself": "",
    "forms_that_double_25_times": TOO_MUCH,
    "arrays_nested_200_000_deep": NO_TEXT,
    "object_nested_200_000_deep": "",
    "html_page": "",
    "html_nested_100_000_deep": "",
    "html_of_open_comments": TOO_LONG,
    "challenge_page": "challenge page",
    "empty": "The file is empty",
    "nothing_but_blanks": "only blanks",
    "random_bytes": "not a PDF or an HTML page",
    "pdf_header_and_random_bytes": "cut off",
    "two_hundred_thousand_pages": "200000 pages; no more than 400",
    "letter_table_of_two_thousand_million": "",
    "sixty_thousand_words_on_a_page": "",
    "thirty_thousand_scattered_words": "",
    "million_words_on_a_page": TOO_MUCH,
    "one_line_of_a_million_characters": "",
    "script_launch_and_attachment": "",
    "scan_without_text": NO_TEXT,
    "page_at_once_html_and_pdf": "",
    "archive_at_once_zip_and_pdf": "",
    "controls_and_marks_of_direction": "",
}
# Made or read in seconds, not in tenths of them: not part of every run.
SLOW = {
    "bomb_of_a_gigabyte",
    "bomb_within_bombs",
    "html_nested_100_000_deep",
    "html_of_open_comments",
    "million_words_on_a_page",
    "two_hundred_thousand_pages",
}
# Damage that PDFium reads over without a word: the strict second look must say it.
DOUBTFUL = {
    "wrong_startxref",
    "previous_table_loop",
    "count_of_two_thousand_million",
    "object_nested_200_000_deep",
    "letter_table_of_two_thousand_million",
    "page_at_once_html_and_pdf",
    "archive_at_once_zip_and_pdf",
    "controls_and_marks_of_direction",
}


def test_every_hostile_file_has_an_expected_end() -> None:
    assert set(EXPECTED) == set(FILES)


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.faults] if name in SLOW else []) for name in EXPECTED],
)
def test_a_hostile_file_ends_in_pages_or_in_one_sentence(name: str) -> None:
    content = FILES[name]()
    if EXPECTED[name]:
        with pytest.raises(Unreadable, match=EXPECTED[name]) as caught:
            read_document(content)
        sentence = str(caught.value)
        assert sentence.endswith(".")
        assert "\n" not in sentence
        return
    document = read_document(content)
    assert any(line.text for page in document.pages for line in page.lines)
    if name in DOUBTFUL:
        assert document.doubts


def test_no_script_or_launch_action_becomes_a_link() -> None:
    document = read_document(FILES["script_launch_and_attachment"]())
    assert [link for page in document.pages for line in page.lines for link in line.links] == []


def test_letters_that_would_harm_are_gone_from_the_text() -> None:
    document = read_document(FILES["controls_and_marks_of_direction"]())
    assert {line.text for line in document.pages[0].lines} == {"A AAA"}


def test_html_is_named_where_a_pdf_is_expected_and_the_other_way_round() -> None:
    with pytest.raises(Unreadable, match="is an HTML page, not a PDF"):
        read_document(FILES["html_page"](), expect="pdf")
    with pytest.raises(Unreadable, match="is a PDF, not an HTML page"):
        read_document(FILES["good"](), expect="html")


@pytest.mark.faults
def test_no_child_takes_more_than_400_mb_and_the_worker_grows_by_nothing() -> None:
    """All hostile files in one worker of its own, which then says what its children and itself have taken."""
    run = """
import json, resource
from markets.ingest.pages import Unreadable, read_document
from tests.markets.ingest.hostile.files import FILES
kept = [make() for make in FILES.values()]
own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for content in kept:
    try:
        read_document(content)
    except Unreadable:
        pass
print(json.dumps([resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - own) // 1024]))
"""
    root = Path(__file__).resolve().parents[4]
    answer = subprocess.run([sys.executable, "-c", run], cwd=root, capture_output=True, text=True, check=True)
    children, growth = json.loads(answer.stdout)
    assert children <= 400
    assert growth <= 100  # megabytes: what the largest answer takes while it is taken apart
