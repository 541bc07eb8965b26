"""What a code in an address looks like, for pages and API alike."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class Codigo(StringConverter):
    """Whatever code the plan prints, and no NUL, which PostgreSQL refuses to look for."""

    regex = r"[^\x00]+"


register_converter(Codigo, "codigo")
