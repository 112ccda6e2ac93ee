#!/usr/bin/env python3
"""Django's command line; where no server is given, the embedded ones are up while a command runs."""

import os
import sys

from django.core.management import execute_from_command_line

from notorious.local.provide import provide

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "notorious.settings")
    provide(sys.argv)
    execute_from_command_line(sys.argv)
