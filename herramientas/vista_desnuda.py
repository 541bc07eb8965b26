"""A Django view with nothing around it, 20 kB: the floor that `make bench` compares with."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="x", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], USE_I18N=False
)
PAGINA = b"x" * 20_000


def vista(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGINA)


urlpatterns = [path("", vista)]
application = get_wsgi_application()
