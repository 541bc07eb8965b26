"""The portal with one more page: 20 kB of fixed text behind its middleware.

The floor that `make bench` compares a cached page with; answers as `tras_proxy` does.
"""

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path
from tras_proxy import application

from corett import urls

__all__ = ["application"]

PAGINA = ((Path(__file__).parents[1] / "README.md").read_text() * 10)[:20_000]


def vista(request: HttpRequest) -> HttpResponse:
    """The fixed page."""
    return HttpResponse(PAGINA)


urls.urlpatterns.insert(0, path("fija/", vista))
