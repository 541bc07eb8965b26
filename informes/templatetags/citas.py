"""How a page says that it is cited."""

from __future__ import annotations

from django import template

from informes import citas

register = template.Library()

register.simple_tag(citas.cita, name="cita")
