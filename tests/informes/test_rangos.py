"""Which part of a file a ``Range`` header asks for (RFC 9110, section 14)."""

from __future__ import annotations

import io

import pytest

from informes import rangos

TODO = None


@pytest.mark.parametrize(
    ("cabecera", "tramo"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-499", (0, 499)),
        ("bytes=500-999", (500, 999)),
        ("bytes=500-", (500, 999)),
        ("bytes=999-", (999, 999)),
        ("bytes=500-5000", (500, 999)),
        ("bytes=-1", (999, 999)),
        ("bytes=-400", (600, 999)),
        ("bytes=-5000", (0, 999)),
        ("Bytes=0-9", (0, 9)),
        ("bytes=0-9,", (0, 9)),
        ("bytes= 0-9 ", (0, 9)),
        # Not understood, or more than one: the whole file.
        ("", TODO),
        ("bytes", TODO),
        ("bytes=", TODO),
        ("bytes=-", TODO),
        ("bytes=9-1", TODO),
        ("bytes=1", TODO),
        ("bytes=a-b", TODO),
        ("bytes=+1-2", TODO),
        ("bytes=٣-٤", TODO),
        ("bytes=0-1-2", TODO),
        ("bytes=0-9,20-29", TODO),
        ("lines=0-9", TODO),
        ("bytes=" + "9" * 5000 + "-", TODO),
    ],
)
def test_un_tramo_o_todo(cabecera: str, tramo: tuple[int, int] | None) -> None:
    assert rangos.pedido(cabecera, 1000) == tramo


@pytest.mark.parametrize("cabecera", ["bytes=1000-", "bytes=1000-1001", "bytes=9999-", "bytes=-0"])
def test_fuera_del_archivo(cabecera: str) -> None:
    with pytest.raises(rangos.FueraDelArchivo):
        rangos.pedido(cabecera, 1000)


def test_un_archivo_vacio_se_da_entero() -> None:
    assert rangos.pedido("bytes=0-9", 0) is None


@pytest.mark.parametrize(
    ("condicion", "sigue"),
    [
        ("", True),
        ('"abc"', True),
        ('"otra"', False),
        ('W/"abc"', False),
        ("Thu, 01 Jan 2026 00:00:00 GMT", True),
        ("Thu, 01 Jan 2026 00:00:01 GMT", False),
        ("Wed, 31 Dec 2025 23:59:59 GMT", False),
        ("ayer", False),
    ],
)
def test_si_sigue_igual(condicion: str, sigue: bool) -> None:
    assert rangos.sigue_igual(condicion, '"abc"', 1767225600) is sigue


@pytest.mark.parametrize("de_a", [1, 3, 100, -1])
def test_un_tramo_se_lee_a_pedazos_y_no_se_pasa(de_a: int) -> None:
    archivo = io.BytesIO(b"0123456789")
    tramo = rangos.Tramo(archivo, 2, 6)
    leido = b"".join(iter(lambda: tramo.read(de_a), b""))
    assert leido == b"23456"
    tramo.close()
    assert archivo.closed
