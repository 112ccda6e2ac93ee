"""The colors of charts, by the names of the tokens in static/site.css."""

INK = "#1c1b19"
LISTED = "#1f4e8c"
EDGE = "#8d8675"
STATED = "#b03a0a"
"""`--again`: the line of what USTR stated."""
WHITE = "#ffffff"
"""Behind every chart: it is also shown outside of this site."""
