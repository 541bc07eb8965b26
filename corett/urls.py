"""All addresses of the portal. Pages have an English twin under /en/; files and data have not."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from corett.views import salud

urlpatterns = [
    path("salud/", salud, name="salud"),
    path("api/v1/", include("informes.api_urls")),
    path("", include("informes.urls_archivos")),
    *i18n_patterns(
        path("", include("informes.urls")),
        path("reportes/", include("planes.urls")),
        path("cuenta/", include("actores.urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]

handler400 = "corett.views.error_400"
handler403 = "corett.views.error_403"
handler404 = "corett.views.error_404"
handler500 = "corett.views.error_500"
