"""Reports made for tests: three families of layout, names and sentences drawn by seed, with what they hold."""

from tests.reports.build import Report, build

__all__ = ["Report", "build"]
