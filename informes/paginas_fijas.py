"""The pages of the site with a name of their own, as search knows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from informes import pide_ayuda

FIJAS = (
    ("ayuda_victimas", _("Dónde pedir ayuda"),
     _("Ayuda a víctimas de trata, líneas de denuncia por país, a quién acudir, teléfonos, "
       "policía, emergencia, seguridad.")),
    ("plan", _("El plan"),
     _("El plan entero como está impreso: objetivos, actividades, metas e indicadores, con el "
       "estado de cada actividad.")),
    ("paises", _("Los países de la Coalición"),
     _("Los países miembros de la CORETT, su organismo nacional y cuánto del plan tiene cada uno "
       "en curso o completado.")),
    ("comparar", _("Comparar dos países"),
     _("Dos países de la CORETT lado a lado: el estado de sus actividades por eje y las cifras "
       "que cada uno reportó, por año.")),
    ("graficos", _("Gráficos"),
     _("Todos los gráficos del portal, cada uno con su dirección permanente, su tabla, sus datos "
       "y el código para insertarlo.")),
    ("informes", _("Informes"),
     _("Los informes anuales de la CORETT y los documentos que salen de los mismos datos, en "
       "español y en inglés.")),
    ("boletines", _("Boletines trimestrales"),
     _("Los boletines trimestrales de la CORETT: lo que se hizo, cifras de la región, evidencia "
       "y fechas, en español y en inglés.")),
    ("noticias", _("Noticias"),
     _("Noticias, sesiones y comunicados de la Coalición Regional contra la Trata de Personas y "
       "el Tráfico Ilícito de Migrantes.")),
    ("campanas", _("Campañas"),
     _("Las campañas regionales y nacionales de la Coalición contra la trata de personas y el "
       "tráfico ilícito de migrantes: qué dicen, dónde y sus materiales.")),
    ("publicaciones", _("Publicaciones"),
     _("Manuales, protocolos, estudios, buenas prácticas, videos y materiales de campaña sobre "
       "la trata de personas y el tráfico ilícito de migrantes.")),
    ("fechas", _("Fechas clave"),
     _("Días internacionales y reuniones de la CORETT, con calendario para su agenda.")),
    ("glosario", _("Glosario"),
     _("Trata de personas y tráfico ilícito de migrantes no son lo mismo: qué los distingue, y "
       "las demás palabras de este trabajo, con su fuente.")),
    ("publicos", _("Para quién es este sitio"),
     _("Los cinco públicos de la Estrategia de comunicación: qué les dice la CORETT y qué hay en "
       "este sitio para cada uno.")),
    ("directorio", _("Directorio"),
     _("Las instituciones que trabajan con la CORETT contra la trata de personas y el tráfico "
       "ilícito de migrantes: qué hacen, dónde están y cómo escribirles.")),
    ("directorio_mapa", _("Mapa de socios"),
     _("Cuántas instituciones del directorio de la CORETT hay de cada tipo y tema, en cada país "
       "y en la región.")),
    ("proyectos", _("Proyectos"),
     _("Los proyectos de la Coalición contra la trata de personas, por etapa: qué harán, cuánto "
       "cuestan, cuánto falta y a qué sirven en el plan.")),
    ("transparencia", _("Transparencia"),
     _("Recursos, donantes, convenios y proyectos; quién reportó y qué se publicó.")),
    ("datos", _("Datos abiertos"),
     _("Descargas en CSV, XLSX y JSON, diccionario de campos, licencia y API.")),
    ("referencia_api", _("Referencia de la API"),
     _("Todas las direcciones de la API de CORETT: qué devuelve cada una, qué se le puede "
       "preguntar y un ejemplo.")),
    ("enlazanos", _("Enlace a la CORETT"),
     _("Cómo enlazar desde su página a la CORETT y a las líneas de denuncia: códigos, logotipo, "
       "direcciones estables y gráficos.")),
    ("metodo", _("Cómo se calculan estas cifras"),
     _("Método, cobertura, fuentes, privacidad y marcas de las cifras.")),
    ("acerca", _("Acerca de la Coalición"),
     _("Qué es la CORETT, quiénes la integran, presidencia, secretaría, historia.")),
    ("estrategia", _("Estrategia de visibilidad y comunicación"),
     _("Ejes temáticos, tácticas, acciones, calificación y calendario.")),
    ("verificar_buscar", _("Verificar un documento"),
     _("Comprobar la huella de un informe o archivo de la CORETT.")),
    ("accesibilidad", _("Accesibilidad"), ""),
    ("privacidad", _("Privacidad"), ""),
)  # fmt: skip
"""URL name, title, what they are about."""

CLAVES = {
    "ayuda_victimas": pide_ayuda.CLAVES,
    "paises": "países countries",
    "graficos": "figuras charts",
    "boletines": "boletín newsletter",
    "fechas": "calendario eventos calendar",
    "publicos": "públicos públicos meta audiences",
    "directorio": "contactos contacts",
    "referencia_api": "API",
    "enlazanos": "enlázanos enlazar insertar widget logo logotipo",
}
"""Other words that some are asked for by, in both languages."""
