"""Addresses that only do something."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

Vista = Callable[..., HttpResponse]


def solo_post(destino: str, *huecos: str) -> Callable[[Vista], Vista]:
    """For a view that only a button's POST calls. A GET (a kept address, the way back after the
    session ended) does nothing and is led to the page where the button stands.

    ``destino``: that page's URL name; ``huecos``: the arguments that both addresses have.
    """

    def decorar(vista: Vista) -> Vista:
        actuar = require_POST(vista)

        @wraps(vista)
        def una_u_otra(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in ("GET", "HEAD"):
                return actuar(request, *args, **kwargs)
            ruta = reverse(destino, kwargs={hueco: kwargs[hueco] for hueco in huecos})
            preguntado = request.GET.urlencode()
            return redirect(f"{ruta}?{preguntado}" if preguntado else ruta)

        return una_u_otra

    return decorar
