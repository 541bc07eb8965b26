"""What templates need to show help lines."""

from django import template

from informes.lineas import marcable

register = template.Library()

register.filter("marcable", marcable)
