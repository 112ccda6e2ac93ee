#!/usr/bin/env python3
"""Django's command line; where no server is given, the embedded ones are up while a command runs."""

import os
import sys
from importlib import import_module

from django.core.management import execute_from_command_line

from notorious.local.provide import provide

if __name__ == "__main__":
    if sys.argv[1:2] == ["parse"]:
        # Needs no server, no settings and no application, and starts in a fraction of the time without them.
        import_module("markets.management.commands.parse").Command().run_from_argv(sys.argv)
        sys.exit()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
    provide(sys.argv)
    execute_from_command_line(sys.argv)
