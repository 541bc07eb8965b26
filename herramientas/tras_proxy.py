"""The portal as it answers behind the proxy that ends TLS, for tools that cannot send its headers."""

from collections.abc import Callable, Iterable
from typing import Any

from corett.wsgi import application as portal


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """WSGI: every request as one that came over https under the portal's public name."""
    environ["HTTP_X_FORWARDED_PROTO"] = "https"
    environ["HTTP_HOST"] = "portal.example.org"
    return portal(environ, start_response)
