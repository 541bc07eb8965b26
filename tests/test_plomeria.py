"""The plumbing does what tests trust it for: axe sees faults, the network is closed."""

import socket

import pytest

BUENA = '<html lang="es"><title>Prueba</title><main><h1>Prueba</h1>{}</main>'


@pytest.mark.parametrize(
    ("cuerpo", "regla"),
    [
        ('<img src="data:,">', "image-alt"),
        (
            '<p style="font:bold 2em serif">Título</p><p>Un texto bajo el título.</p>',
            "p-as-heading",
        ),
        ('<button style="width:9px;height:9px" aria-label="a"></button>' * 2, "target-size"),
    ],
)
def test_axe_ve_las_faltas(pagina_axe, axe, cuerpo: str, regla: str) -> None:
    pagina_axe.set_content(BUENA.format(cuerpo))
    with pytest.raises(AssertionError, match=regla):
        axe(pagina_axe)


def test_axe_deja_pasar_lo_bueno(pagina_axe, axe) -> None:
    pagina_axe.set_content(BUENA.format("<p>Un párrafo.</p>"))
    axe(pagina_axe)


def test_la_red_esta_cerrada() -> None:
    with (
        socket.socket() as enchufe,
        pytest.raises(OSError, match="may not reach the network"),
    ):
        enchufe.connect(("192.0.2.1", 80))
