"""What each role may do with the admin's tables."""

import pytest
from django.contrib.auth.models import Group

from actores import roles
from corett.roles import dar_permisos
from tests import crear

pytestmark = pytest.mark.django_db


def puede(rol: str, *permisos: str) -> list[bool]:
    usuario = crear.crear_usuario("", rol)
    return [usuario.has_perm(p) for p in permisos]


def test_every_role_is_there_after_migrating() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.TODOS)


@pytest.mark.parametrize(
    ("rol", "edita_plan", "ve_plan", "ve_reportes", "edita_mensajes"),
    [
        (roles.SECRETARIA_TECNICA, True, True, True, True),
        (roles.PRESIDENCIA, False, True, True, False),
        (roles.COMITE_COMUNICACION, False, False, False, True),
        (roles.PUNTO_FOCAL, False, False, True, False),
        (roles.OBSERVADOR, False, False, False, False),
    ],
)
def test_who_may_what(
    rol: str, edita_plan: bool, ve_plan: bool, ve_reportes: bool, edita_mensajes: bool
) -> None:
    assert puede(
        rol,
        "planes.change_actividad",
        "planes.view_actividad",
        "planes.view_reporte",
        "informes.change_mensaje",
    ) == [edita_plan, ve_plan, ve_reportes, edita_mensajes]


def test_giving_them_again_takes_away_what_was_added_by_hand() -> None:
    grupo = Group.objects.get(name=roles.OBSERVADOR)
    secretaria = Group.objects.get(name=roles.SECRETARIA_TECNICA)
    grupo.permissions.set(secretaria.permissions.all())

    dar_permisos()

    assert not grupo.permissions.exists()


def test_nobody_deletes_reports_periods_or_cuts() -> None:
    assert puede(
        roles.SECRETARIA_TECNICA,
        "planes.delete_reporte",
        "planes.delete_periodo",
        "informes.delete_corte",
    ) == [False, False, False]
