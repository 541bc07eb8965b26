"""axe over home, country over time, self-assessment and collaborators, on a desk and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from actores.models import Usuario
from planes.models import Actividad
from tests.crear import crear_autoevaluacion, crear_colaborador, crear_pais, crear_propuesta
from tests.personas import Persona

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("ancho", [1280, 320])
def test_pasan_axe(
    duena: Usuario,
    taller: Actividad,
    pagina_axe: Page,
    axe: Callable[[Page], None],
    live_server: Any,
    ancho: int,
) -> None:
    crear_propuesta(crear_autoevaluacion(crear_pais("hn"), anio=2023, terminada=True))
    propuesta = crear_propuesta(crear_autoevaluacion(crear_pais("hn")))
    colaboracion = crear_colaborador(taller).colaboraciones.get()
    pagina_axe.context.add_cookies(Persona(duena).galletas(live_server.url))  # type: ignore[arg-type]
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    for ruta in (
        "", "mi-pais/", "autoevaluacion/", "autoevaluacion/2023/", "autoevaluacion/2024/",
        "autoevaluacion/2024/propuestas/nueva/", f"autoevaluacion/propuestas/{propuesta.pk}/",
        "colaboradores/", "colaboradores/invitar/", f"colaboradores/{colaboracion.pk}/",
    ):  # fmt: skip
        pagina_axe.goto(f"{live_server.url}/reportes/{ruta}")
        axe(pagina_axe)
        sobra = pagina_axe.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert sobra <= 0, ruta
    pagina_axe.goto(f"{live_server.url}/reportes/autoevaluacion/2024/")
    pagina_axe.get_by_role("button", name="Guardar y terminar").click()
    expect(pagina_axe).to_have_title(re.compile("^Error:"))
    axe(pagina_axe)
