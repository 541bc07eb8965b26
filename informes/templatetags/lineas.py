"""What templates need to show help lines."""

from django import template

from informes.lineas import marcable, wa_me

register = template.Library()

register.filter("marcable", marcable)
register.filter("wa_me", wa_me)
