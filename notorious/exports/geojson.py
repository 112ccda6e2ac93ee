"""Physical markets as GeoJSON. The point is the center of the city that the entry names; we placed it there."""

import csv
import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from markets.tables.cells import format_json
from markets.tables.columns import Row, Table
from markets.tables.scope import Scope

ATTRIBUTION = (
    "Coordinates: GeoNames (geonames.org), CC BY 4.0, at city level. "
    "USTR gives none: we match the name of the city."
)
PROPERTIES = (
    *("row_id", "year", "market", "market_name", "printed_name", "status", "change", "city_printed"),
    *("country_codes", "country_names", "category", "harm", "edition_complete", "permalink", "data_version"),
)


@cache
def read_cities() -> dict[tuple[str, str], tuple[float, float]]:
    """{(city as printed, country): (longitude, latitude)}"""
    table = resources.files("notorious.exports").joinpath("cities.csv").read_text(encoding="utf-8")
    return {
        (row["city_printed"], row["country_code"]): (float(row["longitude"]), float(row["latitude"]))
        for row in csv.DictReader(table.splitlines())
    }


def find_points(city: str, countries: Iterable[str]) -> list[tuple[float, float]]:
    """Return the points of the cities that an entry names: one, several separated by “; ”, or none that we know."""
    known, codes = read_cities(), list(countries)
    points = (known.get((name, code)) for name in city.split("; ") for code in codes)
    return [point for point in points if point is not None]


def write_geojson(table: Table, rows: Iterable[Row], scope: Scope) -> bytes:
    """Return a feature for each of these rows of the timeline; its geometry is null where the city is unknown."""
    places = [(name, table.place(name), table.column(name)) for name in PROPERTIES]
    city, countries = table.place("city_printed"), table.place("country_codes")
    features = [
        {
            "type": "Feature",
            "id": row[0],
            "geometry": _make_geometry(find_points(row[city], row[countries])),
            "properties": {name: format_json(row[place], column) for name, place, column in places},
        }
        for row in rows
    ]
    about = {
        "type": "FeatureCollection",
        "name": "notorious-physical-markets",
        "data_version": scope.version,
        "license": table.license.name,
        "attribution": ATTRIBUTION,
    }
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = ",\n".join(encode(feature) for feature in features)
    return f'{encode(about)[:-1]}, "features": [\n{lines}\n]}}\n'.encode()


def _make_geometry(points: list[tuple[float, float]]) -> dict[str, Any] | None:
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}
