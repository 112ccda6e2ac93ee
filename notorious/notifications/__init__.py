"""The e-mail that says what waits at the curators' desk: what is new since the last one, and never twice."""
