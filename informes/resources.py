"""The content plan as files."""

from __future__ import annotations

from actores.resources_comun import recurso_de

from .models import Medio, Mensaje, Producto

MensajeResource = recurso_de(Mensaje)
ProductoResource = recurso_de(Producto)
MedioResource = recurso_de(Medio)
