#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corett.settings")
    if sys.argv[1:2] == ["runserver"]:  # it serves pages as corett.wsgi does
        os.environ.setdefault("TASKS", "hilo")
    execute_from_command_line(sys.argv)
