"""What templates need to show documents and their files."""

from django import template

from informes.estante import direccion, es_borrador, nombre_de_archivo

register = template.Library()

register.filter("que_archivo", nombre_de_archivo)
register.filter("direccion", direccion)
register.filter("es_borrador", es_borrador)
