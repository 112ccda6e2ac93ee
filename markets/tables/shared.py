"""Columns that several tables have, defined once, so that they mean the same everywhere.

Their records have `scope`, `edition`, `market`, `permalink` and, where a table says so, `source` and `cite_as`.
"""

from markets.countries import get_iso3
from markets.models import KINDS, Evidence, Precision
from markets.tables.columns import Column, Type, describe_choices

NOT_CLASSIFIED = "not classified"

YEAR = Column(
    "year",
    Type.INTEGER,
    "The edition, by its year under review; the List of 2017 came out in January 2018.",
    "2017",
    lambda record: record.edition.year,
    references="editions.year",
)
MARKET = Column(
    "market",
    Type.ID,
    "The market's permanent id, as in its address.",
    "taobao",
    lambda record: record.market.slug,
    references="markets.market",
)
MARKET_NAME = Column(
    "market_name", Type.TEXT, "The market's name here.", "Taobao", lambda record: record.market.name
)
KIND = Column(
    "kind",
    Type.WORD,
    "Whether the market is online or physical.",
    "online",
    lambda record: record.market.kind,
    words=tuple(KINDS),
)
EDITION_TITLE = Column(
    "edition_title",
    Type.TEXT,
    "The edition's title as USTR gives it.",
    "2017 Out-of-Cycle Review of Notorious Markets",
    lambda record: record.edition.title,
)
RELEASED_ON = Column(
    "released_on",
    Type.PARTIAL_DATE,
    "When USTR released the edition, as exactly as it is known.",
    "2018-01-12",
    lambda record: record.edition.released,
    empty="not known",
)
RELEASED_ON_PRECISION = Column(
    "released_on_precision",
    Type.WORD,
    "How exactly the date of release is known.",
    "day",
    lambda record: record.edition.released_precision if record.edition.released_on else "",
    words=describe_choices(Precision),
    empty="no date is known",
)
CATEGORY = Column(
    "category",
    Type.WORD,
    "What the market is, in our classification.",
    "e_commerce",
    lambda record: record.listing.category if record.listing else "",
    empty=NOT_CLASSIFIED,
)
HARM = Column(
    "harm",
    Type.WORD,
    "Piracy or counterfeiting, in our classification.",
    "trademark_counterfeiting",
    lambda record: record.listing.harm if record.listing else "",
    empty=NOT_CLASSIFIED,
)
COUNTRY_ISO3 = Column(
    "country_iso3",
    Type.CODES,
    "ISO 3166 codes of three letters, which maps join by, in the order of “country_codes”.",
    "CHN",
    lambda record: [get_iso3(code) for code in record.listing.countries] if record.listing else [],
    since="v2026.2",
    empty="as in country_codes",
)
INFERRED_COUNTRIES = Column(
    "inferred_country_codes",
    Type.CODES,
    "Our reading of an entry that names no country: the countries that the market's other entries name.",
    "CN",
    since="v2026.2",
    empty="the entry names its country, or other entries do not agree on one",
)
CITY = Column(
    "city_printed",
    Type.TEXT,
    "City as printed.",
    "Guangzhou",
    lambda record: record.listing.city if record.listing else "",
    empty="unknown",
)
ENTRY = Column(
    "entry",
    Type.TEXT,
    "The printed entry, where it names several markets; counted once.",
    "Bookfi and Libgen",
    lambda record: record.listing.entry if record.listing else "",
    empty="the entry names this market alone",
)
EVIDENCE = Column(
    "evidence", Type.WORD, "How this is known.", "secondary", words=describe_choices(Evidence)[:3]
)
SOURCE_ID = Column("source_id", Type.ID, "The source.", "S-3f2a9c01d4be", references="sources.source_id")
SOURCE = Column(
    "source",
    Type.TEXT,
    "Who says so, in words.",
    "ustr.gov press release, 12 January 2018",
    empty="nothing is said, or the report itself was read",
)
SOURCE_URL = Column(
    "source_url",
    Type.URL,
    "The first web address of the source.",
    "https://ustr.gov/sites/default/files/2016-Out-of-Cycle-Review-Notorious-Markets.pdf",
    empty="the source has no address that we know",
)
SOURCE_PAGE = Column(
    "source_page",
    Type.INTEGER,
    "The page in the source, counted from 1 in the file.",
    "17",
    empty="no page is known",
)
PERMALINK = Column(
    "permalink",
    Type.URL,
    "The page about this row, as this version has it.",
    "https://example.org/editions/2017/taobao/?version=v2026.1",
)
DATA_VERSION = Column(
    "data_version",
    Type.ID,
    "The version of the data that this row comes from.",
    "v2026.1",
    lambda record: record.scope.version,
)
CITE_AS = Column(
    "cite_as",
    Type.TEXT,
    "How to cite this row.",
    "USTR, 2017 Out-of-Cycle Review of Notorious Markets (2018-01-12), entry “Taobao.com”; as recorded by "
    "Notorious, data version v2026.1, https://example.org/editions/2017/taobao/?version=v2026.1",
)
