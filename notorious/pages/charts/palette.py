"""The colors of charts, by the names of the tokens in static/site.css."""

INK = "#1e1c19"
LISTED = "#1c3f6e"
EDGE = "#8d8675"
WHITE = "#ffffff"
"""Behind every chart: it is also shown outside of this site."""
