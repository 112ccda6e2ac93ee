"""Lines in frames: boxes are beside the text, headings on bars of color are not."""

from markets.ingest.parsers.asides import left_out, split_asides
from markets.ingest.parsers.page_measures import Measures
from markets.ingest.records import TextLine, TextSpan

MEASURES = Measures(11.0, 14.0, 72.0, 540.0, "serif", False, False)


def line(text: str, size: float = 11.0, boxed: bool = False) -> TextLine:
    span = TextSpan(0, len(text), "Serif", size, False, False)
    return TextLine(text, 1, 72.0, 500.0, 100.0, "Serif", size, False, False, (span,), boxed=boxed)


def test_a_heading_of_two_lines_in_a_frame_stays_and_a_box_with_its_title_does_not() -> None:
    heading = [line("Results of the Review of Notorious", 15.0, True), line("Markets", 15.0, True)]
    text = [line("The service offers films and songs, and its owners answer no notice.")] * 12
    box = [line("Livestream Sales", 15.0, True), line("Hosts sell what others made.", 11.0, True)]
    kept, asides = split_asides([[*heading, *text, *box, *text]], MEASURES)
    assert kept == [[*heading, *text, *text]]
    assert asides == [box]


def test_a_caption_among_entries_is_not_said_and_a_box_is() -> None:
    text = [line("The service offers films and songs, and its owners answer no notice.")] * 2
    caption = [line("Stalls near the gate of the old hall.", 9.0, True)]
    box = [line("Hosts sell each day what others have made before.", 11.0, True)]
    assert not list(left_out([caption], [text], MEASURES))
    assert len(list(left_out([box], [text], MEASURES))) == 1
