"""A synthetic record on top of the bundled one: three markets for every ten listings, each with a text.

`VAR=folder python -m tests.benchmarks.synthetic 1000000` grows the record in that folder to a million listings.
Words follow Zipf's law, so that some stand in nearly every text and most in a few; the same seed, the same record.
"""

from __future__ import annotations

import io
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate

PER_MARKET = 10 / 3
ONSETS = (
    *(
        "b",
        "br",
        "c",
        "ch",
        "d",
        "dr",
        "f",
        "g",
        "gr",
        "h",
        "j",
        "k",
        "kl",
        "l",
        "m",
        "n",
        "p",
        "pr",
        "r",
        "s",
    ),
    *("sh", "st", "t", "tr", "v", "w", "z"),
)
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
CODAS = ("l", "m", "n", "r", "s", "t", "x", "nd", "rk", "st")
COUNTRIES = ("CN China,RU Russia,IN India,BR Brazil,VN Vietnam,ID Indonesia,TR Turkey,UA Ukraine,MX Mexico,"
             "TH Thailand,AR Argentina,PE Peru,KR Korea,PH Philippines,AE Emirates,NL Netherlands,CA Canada,"
             "ES Spain,BG Bulgaria,PY Paraguay")  # fmt: skip
PLACES = [each.partition(" ")[::2] for each in COUNTRIES.split(",")]
CATEGORIES = ["cyberlocker", "e-commerce", "linking and streaming", "music download", "torrent index"]
HARMS = ["both", "copyright_piracy", "trademark_counterfeiting"]


def word(random: random.Random) -> str:
    """A word that can be said: two or three syllables."""
    parts = [random.choice(ONSETS) + random.choice(VOWELS) for _ in range(random.choice((2, 2, 3)))]
    return "".join(parts) + random.choice(CODAS)


class Texts:
    """Texts of about seventy words. `words` are all there are, the commonest first."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.words = list(dict.fromkeys(word(self.random) for _ in range(26_000)))[:20_000]
        weights = list(accumulate(1 / (at + 1.5) for at in range(len(self.words))))
        self.sentences = [
            " ".join(self.random.choices(self.words, cum_weights=weights, k=self.random.randint(9, 19))) + "."
            for _ in range(60_000)
        ]

    def text(self) -> str:
        """One text; the sentences recur, their company does not."""
        return " ".join(self.random.choices(self.sentences, k=5))


def grow(listings: int, seed: int = 7) -> Texts:
    """Grows the record to at least so many listings, and one recommendation for every ten of them."""
    from django.db import connection

    from markets.models import Edition, Listing, Market, Recommendation

    texts = Texts(seed)
    held = Listing.objects.count()
    years = dict(Edition.objects.public().order_by("year").values_list("year", "pk"))
    if held >= listings or not years:
        return texts
    made = Market.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    highest = Listing.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    asked = Recommendation.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    chance = random.Random(seed + held)
    texts.random = random.Random(seed + held + 1)
    files = {name: io.StringIO() for name in ("market", "listing", "recommendation")}
    with bulk() as copy:
        for market in range(made + 1, made + 1 + int((listings - held) / PER_MARKET)):
            name, kind = f"{word(chance)}{word(chance)}", chance.choice(("online", "online", "physical"))
            slug = f"{name}-{market}"
            code, country = chance.choices(PLACES, weights=[1 / (at + 1) for at in range(len(PLACES))])[0]
            row(files["market"], market, slug, name.title(), kind, "", "", slug)
            domains = f"{{{name}{market}.net}}" if kind == "online" else "{}"
            city = "" if kind == "online" else word(chance).title()
            category, harm = chance.choice(CATEGORIES), chance.choice(HARMS)
            count = min(len(years), 1 + int(chance.expovariate(1 / 2.9)))
            start = chance.randint(0, len(years) - count)
            for year in list(years)[start : start + count]:
                highest += 1
                row(files["listing"], highest, years[year], kind, name.title(), 0, country, f"{{{code}}}", "secondary",
                    city, "secondary", domains, "secondary", texts.text(), "verbatim", "secondary", False, "synthetic",
                    market, "", "", category, "", harm, "published")  # fmt: skip
                if highest % 10 == 0:
                    asked += 1
                    row(files["recommendation"], asked, f"{year}-{slug}-R1", years[year], market, highest,
                        "recommendation", 1, texts.random.choice(texts.sentences), "verbatim", "secondary",
                        "synthetic", "published")  # fmt: skip
            if files["listing"].tell() > 40_000_000:
                copy(files)
        copy(files)
    with connection.cursor() as cursor:
        for table in files:
            cursor.execute(f"SELECT setval('markets_{table}_id_seq', (SELECT max(id) FROM markets_{table}))")
        cursor.execute("UPDATE markets_dataversion SET revision = revision + 1, changed_at = now()")
        for table in files:
            # No transaction can vacuum.
            cursor.execute(
                f"{'ANALYZE' if connection.in_atomic_block else 'VACUUM (ANALYZE)'} markets_{table}"
            )
    return texts


COLUMNS = {
    "market": "id, slug, name, kind, succession_source, note, code",
    "listing": "id, edition_id, kind, printed_name, ordinal, country_printed, country_codes, country_basis, "
    "city_printed, city_basis, domains_printed, domains_basis, text, text_mode, evidence, probable_shown, source, "
    "market_id, match_reason, to_confirm, category, category_detail, harm, stage",
    "recommendation": "id, public_id, edition_id, market_id, listing_id, kind, ordinal, text, text_mode, evidence, "
    "source, stage",
}


def row(file: io.StringIO, *values: object) -> None:
    """Adds a line as COPY reads it; no value here holds a tab, a newline or a backslash."""
    file.write("\t".join(map(str, values)) + "\n")


@contextmanager
def bulk() -> Iterator:
    """Gives a function that copies files into their tables, without triggers; the indexes are made anew at the end."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexdef ~ 'USING gin'"
            " AND tablename IN ('markets_market', 'markets_listing', 'markets_recommendation')"
        )
        indexes = cursor.fetchall()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table in COLUMNS:
            cursor.execute(f"ALTER TABLE markets_{table} DISABLE TRIGGER USER")

        def copy(files: dict[str, io.StringIO]) -> None:
            for table, file in files.items():
                file.seek(0)
                cursor.copy_expert(f"COPY markets_{table} ({COLUMNS[table]}) FROM STDIN", file)
                file.seek(0)
                file.truncate()

        yield copy
        for table in COLUMNS:
            cursor.execute(f"ALTER TABLE markets_{table} ENABLE TRIGGER USER")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)


def main() -> None:
    """The command of the module's docstring."""
    import django

    from notorious.devserver.provide import provide

    provide(["manage.py", "migrate"])  # as the owner of the tables
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("apply_grants", verbosity=0)
    call_command("load_record", verbosity=0)
    start = time.perf_counter()
    grow(int(sys.argv[1]))
    print(f"{int(sys.argv[1]):,} listings in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
