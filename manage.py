#!/usr/bin/env python3
"""Django's command line; where no server is given, the embedded ones are up while a command runs."""

import os
import sys
from importlib import import_module

if __name__ == "__main__":
    if sys.argv[1:2] == ["parse"]:
        # Needs no server, no settings and not even Django, and starts in a fraction of the time without them.
        sys.exit(import_module("markets.ingest.parse_command").main(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
    import_module("notorious.devserver.ensure").ensure_servers(sys.argv)
    try:
        import_module("django.core.management").execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit("Stopped.")
