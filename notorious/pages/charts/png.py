"""A chart as PNG, from the same shapes as the SVG."""

import io

from PIL import Image, ImageDraw, ImageFont

from notorious.pages.charts.palette import EDGE, INK, LISTED, STATED, WHITE
from notorious.pages.charts.scene import WIDTH, Chart, ChartText, Fill, Rectangle, Segment, lay_out_chart

SCALE = 2  # points for each unit of the drawing
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def draw_png(chart: Chart) -> bytes:
    """Return the file's bytes: the same chart gives the same bytes."""
    image = Image.new("RGB", (WIDTH * SCALE, chart.height * SCALE), WHITE)
    draw = ImageDraw.Draw(image)
    for shape in lay_out_chart(chart):
        if isinstance(shape, ChartText):
            font = ImageFont.load_default(shape.size * SCALE)
            at = (shape.x * SCALE, shape.y * SCALE)
            draw.text(
                at, shape.text, fill=WHITE if shape.inside else INK, font=font, anchor=ANCHORS[shape.anchor]
            )
        elif isinstance(shape, Segment):
            ends = (shape.x * SCALE, shape.y * SCALE, shape.to_x * SCALE, shape.to_y * SCALE)
            draw.line(ends, fill=STATED, width=5)
        else:
            _draw_rectangle(draw, shape)
    file = io.BytesIO()
    image.convert("P", palette=Image.Palette.ADAPTIVE, colors=32).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_rectangle(draw: ImageDraw.ImageDraw, shape: Rectangle) -> None:
    x, y = shape.x * SCALE, shape.y * SCALE
    right, bottom = x + shape.width * SCALE, y + shape.height * SCALE
    box = (x, y, right, bottom)
    if shape.fill is Fill.HATCHED:
        draw.rectangle(box, outline=LISTED)
        # Lines at 45 degrees, cut off at the sides of the bar.
        start = int(x - (bottom - y))
        for offset in range(start, int(right), 6 * SCALE):
            low = max(x, offset)
            high = min(right, offset + (bottom - y))
            draw.line(
                (low, bottom - (low - offset), high, bottom - (high - offset)), fill=LISTED, width=SCALE
            )
    else:
        draw.rectangle(box, fill={Fill.SOLID: LISTED, Fill.STATED: STATED, Fill.GRID: EDGE}[shape.fill])
