"""The rows of the table of points: the words of the record are text, never markup."""

from markets.models import Edition, Market
from responses.templatetags.voices import summary_rows
from responses.tracker.status import AnswerStatus
from responses.tracker.summary import EntrySummary, TrackerSummary


def test_a_name_is_escaped_and_a_blank_count_stays_blank() -> None:
    market, edition = Market(slug="a-b", name="A & <b>"), Edition(year=2020)
    entry = EntrySummary(market, edition, 2, 0, (("Answered", 0),), ())
    summary = TrackerSummary((entry,), (AnswerStatus.ANSWERED,), True, False, True, ())
    row = summary_rows(summary, markets=True, one_edition=False)
    assert '<a href="/markets/a-b/#recommendations">A &amp; &lt;b&gt;</a>' in row
    assert '<td data-h="Recommendations" class="n">2</td><td data-h="Answered" class="n"></td>' in row
    assert '<td data-h="Follow-up" class="quiet">unknown</td></tr>' in row
