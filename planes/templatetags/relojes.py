"""What the pages and mails say of the clock."""

from __future__ import annotations

from django import template

from planes.relojes import fin_del_plazo, otro_reloj

register = template.Library()

register.filter("fin_del_plazo", fin_del_plazo)
register.filter("otro_reloj", otro_reloj)
