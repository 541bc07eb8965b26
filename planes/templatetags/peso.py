"""``evidencia.tamano|peso``: how much a file weighs, in words."""

from django import template

from planes.peso import peso

register = template.Library()
register.filter("peso", peso)
