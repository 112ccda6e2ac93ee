"""The pages: what they say, what they refuse, and how many queries they need."""

import pytest

from markets.models import Recommendation
from responses.curation.assessing import accept_assessment
from responses.curation.publishing import withdraw_response
from responses.models import Party, Response
from tests.assessments import write_assessment
from tests.html import get_page
from tests.notorious.pages.synthetic import fill
from tests.queries import find_growing

VOICES = {"ustr": "USTR", "responder": "Response", "curator": "Our assessment"}
ADDRESSES = (
    "/recommendations/",
    "/recommendations/?market=taobao&year=2017",
    "/recommendations/2017-R1/",
    "/responses/",
    "/responses/2018-01-12-alibaba-group-1/",
    "/parties/",
    "/parties/alibaba-group/",
    "/parties/city-of-markham/",
    "/claims/",
)


def text(node) -> str:
    return " ".join(node.get_text(" ").split())


def add_copies() -> None:
    """More editions and markets, and each recommendation of 2017 and response of Alibaba twice."""
    fill(20, 3, first=2030)
    for row in Recommendation.objects.public().filter(edition__year=2017):
        row.pk, row.public_id, row.ordinal = None, f"{row.public_id}-copy", row.ordinal + 50
        row.save()
    for response in Response.objects.public().filter(party__slug="alibaba-group"):
        response.pk, response.public_id = None, f"{response.public_id}-copy"
        response.save()


@pytest.mark.wide
def test_the_queries_of_a_page_do_not_grow_with_the_record(client) -> None:
    assert find_growing(client, ADDRESSES, add_copies) == {}


def test_each_ask_of_2017_says_what_became_of_its_answer(client) -> None:
    soup = get_page(client, "/recommendations/?market=taobao&year=2017&kind=recommendation")
    said = {article["id"]: text(article.select_one(".answer .by")) for article in soup.select("article.qa")}
    for number in (1, 4, 6, 7):
        assert said[f"2017-R{number}"] == "✎ Text not available"
    for number in (2, 5):
        assert said[f"2017-R{number}"].startswith("❝ Alibaba Group, 12 January 2018, in our words")
    assert "likely answer (our reading)" in said["2017-R3"]
    assert len(said) == 7


def test_each_point_names_whose_words_it_is_in(client) -> None:
    points = get_page(client, "/recommendations/").select("article.qa")
    assert len(points) == 20, "a page has twenty"
    for point in points:
        assert text(point.select_one(".by.ustr")).startswith("§ USTR")
        assert not {"wrote"} & set(text(point.select_one(".by.ustr")).split())
        for answer in point.select(".answer .by.responder"):
            assert "in our words" in text(answer) or answer.find_next("blockquote")


def test_the_summary_counts_the_points_of_each_entry(client) -> None:
    table = get_page(client, "/recommendations/?market=taobao&year=2017").select_one("table.summary")
    names = [text(cell) for cell in table.select("thead th")]
    row = dict(zip(names, (text(cell) for cell in table.select("tbody tr th, tbody tr td")), strict=True))
    assert row == {
        "List": "2017",
        "Market": "Taobao",
        "Recommendations": "7",
        "Criticisms": "4",
        "Answered": "4",
        "Likely answer": "3",
        "Text not available": "4",
    }, "columns that are empty in every row are left out"


def test_no_page_says_that_a_party_did_not_answer_what_was_text_not_available(client) -> None:
    for public_id in ("2017-R1", "2017-R4", "2017-R6", "2017-R7"):
        words = text(get_page(client, f"/recommendations/{public_id}/").main).lower()
        assert "text not available" in words
        assert not {"did not answer", "no answer", "no response"} & {
            part for part in ("did not answer", "no answer", "no response") if part in words
        }


@pytest.mark.parametrize("address", ["/recommendations/2017-R1/", "/recommendations/2017-R2/"])
def test_every_row_has_the_voices_in_blocks_of_their_own_marked_by_a_word_and_a_sign(client, address) -> None:
    soup = get_page(client, address)
    rows = soup.select(".voices")
    assert rows
    for row in rows:
        blocks = row.select(":scope > section.voice")
        assert [block["class"][1] for block in blocks] == ["ustr", "responder", "ustr"]
        for block in blocks:
            heading = block.select_one(".by")
            assert VOICES[block["class"][1]] in text(heading)
            assert heading.select_one("[aria-hidden]").get_text()
            assert block["aria-label"]
            assert not block.select("section")


def test_no_word_of_ours_is_unlabelled_in_the_block_of_another(client) -> None:
    for block in get_page(client, "/recommendations/2017-R1/").select(".voice.responder, .voice.ustr"):
        for ours in block.select(".limit"):
            assert text(ours).startswith("✎ Our note:")


@pytest.mark.parametrize(
    "address",
    ["/recommendations/2016-R2/", "/recommendations/2016-R3/", "/recommendations/2030-R1/", "/responses/none-1/",
     "/responses/2020-rapidgator-1/", "/parties/nobody/"],
)  # fmt: skip
def test_what_is_not_public_has_no_page(client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/recommendations/2017-r1/", "/responses/2018-01-12-Alibaba-Group-1/"])
def test_an_id_in_other_letters_leads_to_its_one_address(client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 301
    assert client.get(response["Location"]).status_code == 200


PUBLIC = (
    "/recommendations/",
    "/responses/",
    "/claims/",
    "/parties/",
    "/recommendations/2015-R2/",
    "/responses/2018-01-12-alibaba-group-1/",
    "/responses/2017-10-alibaba-group-1/",
    "/parties/alibaba-group/",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_probable_recommendations_and_leads_are_nowhere_public(client, address: str) -> None:
    words = client.get(address).content.decode()
    for hidden in ("2016-R2", "2016-R3", "Shorten takedown times and apply penalties.", "rapidgator"):
        assert hidden not in words


@pytest.mark.parametrize("address", ["/recommendations/?bogus=1", "/responses/?kind=x", "/claims/?year=x"])
def test_a_misspelt_filter_is_a_400_and_shows_no_list(client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert b"<article" not in response.content


def test_a_response_keeps_its_four_dates_apart(client) -> None:
    facts = get_page(client, "/responses/2018-01-12-alibaba-group-1/").select_one("dl.facts:not(.cite dl)")
    named = {text(term): text(term.find_next("dd")) for term in facts.find_all("dt")}
    assert named["Date"] == "12 January 2018"
    assert named["Relates to"].startswith("2017 List , released 12 January 2018")
    assert named["Fetched on"] == "not fetched"
    assert named["Added here on"]


def test_a_response_lists_apart_what_it_leaves_and_says_that_this_is_no_silence(client) -> None:
    soup = get_page(client, "/responses/2018-01-12-alibaba-group-1/")
    left = soup.find("h2", string=lambda words: words and "this response does not address" in words)
    assert "so the response may address them" in text(left.find_next("p"))
    ids = {text(link) for link in left.find_next("ul").select("a")}
    assert {"2017-R1", "2017-R4", "2017-R6", "2017-R7"} <= ids
    assert "2017-R2" not in ids


@pytest.mark.parametrize("every", [pytest.param(1, marks=pytest.mark.wide), 9], ids=["each", "one in nine"])
def test_every_public_response_and_party_has_a_page(every, client) -> None:
    for response in Response.objects.public().order_by("pk")[::every]:
        soup = get_page(client, response.get_absolute_url())
        assert len(soup.select("article.ask")) == response.points.filter(evidence="secondary").count()
    answering = Party.objects.filter(responses__in=Response.objects.public()).distinct()
    for party in answering.order_by("pk")[::every]:
        assert text(get_page(client, party.get_absolute_url()).h1) == party.name


def test_a_assessment_is_shown_in_our_voice_alone_with_name_date_and_evidence(
    client, curator, editor
) -> None:
    ask = Recommendation.objects.get(public_id="2017-R2")
    assessment = write_assessment(ask, "disputed", "The two disagree on the facts.", by=curator)
    assert "The two disagree" not in text(get_page(client, "/recommendations/2017-R2/"))
    accept_assessment(assessment, by=editor)
    soup = get_page(client, "/recommendations/2017-R2/")
    block = text(soup.select_one(".voice.curator"))
    assert "The two disagree on the facts." in block
    assert "Signed by Ada Byron" in block
    assert "BNA" in block
    assert "The two disagree" not in " ".join(map(text, soup.select(".voice.ustr, .voice.responder")))


def test_lineage_is_shown_from_edition_to_edition(client, link) -> None:
    link("2015-R1", "2016-R1", 2016)
    link("2016-R1", "2017-R5", 2017, "sharpened")
    soup = get_page(client, "/recommendations/2016-R1/")
    assert [item.a.get_text() for item in soup.select(".lineage li")] == ["2015-R1", "2016-R1", "2017-R5"]
    assert "requested 3 editions in a row" in text(get_page(client, "/recommendations/?running=3"))


def test_a_withdrawn_response_is_gone_from_every_page(client, editor) -> None:
    gone = Response.objects.get(public_id="2018-01-12-alibaba-group-3")
    withdraw_response(gone, "It was another party's.", by=editor)
    assert client.get(gone.get_absolute_url()).status_code == 404
    for address in ("/recommendations/2017-R5/", "/responses/", "/parties/alibaba-group/", "/claims/"):
        assert gone.public_id not in client.get(address).content.decode()


def test_a_page_of_a_site_notice_links_no_listed_site(client) -> None:
    notice = Response.objects.filter(kind="site_notice").public().first()
    Response.objects.filter(pk=notice.pk).update(url="https://pirate.example/notice")
    soup = get_page(client, notice.get_absolute_url())
    assert "pirate[.]example/notice" in text(soup)
    assert not soup.select('a[href*="pirate.example"]')


def test_a_row_that_records_that_nothing_was_said_does_not_speak_of_a_lost_text(client) -> None:
    words = text(get_page(client, "/responses/2025-01-magistv-1/").main)
    assert "found none" in words
    assert "text not available" not in words


def test_a_list_of_responses_says_what_each_says(client) -> None:
    rows = get_page(client, "/responses/").select("tbody tr")
    row = next(row for row in rows if "Minister Airlangga Hartarto" in text(row))
    assert "Says counterfeit concerns have not come up in tariff talks" in text(row)
    assert "excerpt" not in text(row), "what most rows have is said once, above the table"
    home = get_page(client, "/").select_one("section[aria-labelledby=said]")
    assert "Says counterfeit concerns" in text(home)
