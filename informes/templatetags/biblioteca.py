"""What the members' pages say of a document's file."""

from django import template

from informes.miembros import extension_de

register = template.Library()
register.filter("extension_interna", extension_de)
