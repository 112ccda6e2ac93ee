"""Deadlines, releases and the expected release of the next List, as a page and as an iCalendar file."""
