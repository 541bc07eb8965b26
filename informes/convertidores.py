"""What a code in an address looks like, for pages and API alike."""

from django.urls import register_converter
from django.urls.converters import StringConverter


class Codigo(StringConverter):
    """Whatever code the plan prints, and no NUL, which PostgreSQL refuses to look for."""

    regex = r"[^\x00]+"


class Huella(StringConverter):
    """A SHA-256 in hexadecimal."""

    regex = "[0-9a-f]{64}"


class Formato(StringConverter):
    """The formats of a table of open data."""

    regex = "csv|xlsx|json"


register_converter(Codigo, "codigo")
register_converter(Formato, "formato")
register_converter(Huella, "huella")
