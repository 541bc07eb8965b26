"""``version.history_change_reason|motivo``: why a row changed, in the reader's language."""

from django import template

from actores.motivos import en_palabras

register = template.Library()
register.filter("motivo", en_palabras)
