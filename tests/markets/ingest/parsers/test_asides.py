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


def test_a_caption_beside_a_frame_or_in_bold_goes_with_its_table() -> None:
    text = [line("The service offers films and songs, and its owners answer no notice.")] * 12
    caption = line("Table 2. Removal requests by quarter")._replace(bold=True)
    cells = [line("First 14,210", 9.0, True), line("Second 15,004", 9.0, True)]
    kept, asides = split_asides([[*text, caption, *cells, *text]], MEASURES)
    assert (kept, asides) == ([[*text, *text]], [[caption, *cells]])
    slanted = line("Table 2. Removal requests by quarter")._replace(italic=True, spans=())
    assert split_asides([[*text, slanted, *cells, *text]], MEASURES)[1] == [[slanted, *cells]]
    small = [line("2015 2016", 6.0), line("Figure 2. Notices", 9.0)._replace(bold=True)]
    assert split_asides([[*text, *small, *text]], MEASURES) == ([[*text, *text]], [small])
    sentence = line("Table 2 shows how many there were.")
    assert split_asides([[*text, sentence, *cells]], MEASURES)[0] == [[*text, sentence]]


def test_figures_of_a_chart_are_no_prose() -> None:
    text = [line("The service offers films and songs, and its owners answer no notice.")] * 2
    chart = [
        line("95 80 62 55 40 2015 2016 2017 2018", 8.0, True),
        line("Figure 2. Notices sent", 11.0, True),
    ]
    assert not list(left_out([chart], [text], MEASURES))


def test_a_caption_among_entries_is_not_said_and_a_box_is() -> None:
    text = [line("The service offers films and songs, and its owners answer no notice.")] * 2
    caption = [line("Stalls near the gate of the old hall.", 9.0, True)]
    box = [line("Hosts sell each day what others have made before.", 11.0, True)]
    assert not list(left_out([caption], [text], MEASURES))
    assert len(list(left_out([box], [text], MEASURES))) == 1


def test_notes_below_a_drawn_rule_are_no_box() -> None:
    text = [line("The service offers films and songs, and its owners answer no notice.")] * 12
    notes = [line("4. As seen in June.", 8.8, True), line("5. Filed by a studio.", 8.8, True)]
    assert split_asides([[*text, *notes]], MEASURES) == ([[*text, *notes]], [])
    assert split_asides([[*notes, *text]], MEASURES) == ([text], [notes])


def test_the_title_of_a_table_and_its_centered_rows_are_no_text() -> None:
    text = line("The service offers films and songs, and its owners answer no notice.")
    title = line("Table 1. Days to an Answer")._replace(bold=True)
    rows = [line(row)._replace(x0=250.0, x1=380.0) for row in ("Type Days", "Market 4", "Locker 19")]
    assert split_asides([[text, title, *rows, text]], MEASURES) == ([[text, text]], [[title, *rows]])
    sentence = line("Table 1. shows how long it took.")
    assert split_asides([[text, sentence, text]], MEASURES)[1] == []


def test_a_box_with_a_heading_is_apart_where_all_markets_are_found() -> None:
    text = [line("The service offers films and songs, and its owners answer no notice.")] * 2
    box = [
        line("Livestream Sales", 15.0, True),
        line("Hosts sell each day what others have made.", 11.0, True),
    ]
    assert not list(left_out([box], [text], MEASURES, ["Bookmole"]))
    assert list(left_out([box], [text], MEASURES))
    for last in (
        "Bookmole sells the films of others each day.",
        "The market should close its doors to hosts.",
    ):
        other = [*box, line(last, 11.0, True)]
        assert len(list(left_out([other], [text], MEASURES, ["Bookmole"]))) == 1


def test_a_box_that_a_page_parts_from_its_heading_is_one_aside() -> None:
    text = [line("The service offers films and songs, and its owners answer no notice.")] * 12
    heading = line("How Sellers Return")._replace(x0=82.0, bold=True, spans=())
    box = [line("Each shop was closed after a notice.", 11.0, True)._replace(x0=82.0)] * 2
    assert split_asides([[*text, heading], [*box, *text]], MEASURES) == ([text, text], [[heading, *box]])
    apart = heading._replace(x0=72.0)
    assert split_asides([[*text, apart], [*box, *text]], MEASURES) == ([[*text, apart], text], [box])
