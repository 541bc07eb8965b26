"""The fields of the tables that the open data have and the annex has not."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from informes import dinero, proyectos
from informes.documentos.anexo_campos import CON, CUENTA, TITULOS, UNICO, Campo, una_de


def de_cifra(nombre: str, que: object) -> Campo:
    """A field as the table of figures has it."""
    titulo, ancho, tipo, restricciones = TITULOS[nombre]
    return Campo(nombre, titulo, ancho, tipo, que, {} if restricciones is CON else restricciones)


PLAN = (
    Campo("eje", _("Eje"), 6, "integer", _("Número del eje."), CON),
    Campo("objetivo", _("Objetivo"), 10, "integer", _("Número del objetivo operativo."), CON),
    Campo("actividad", _("Actividad"), 10, "string", _("Código de la actividad.")),
    Campo("texto_actividad", _("Texto de la actividad"), 40, "string", _("Como está impresa.")),
    Campo("estado", _("Estado"), 13, "string", _("Estado en la región, en palabras.")),
    Campo("completadas", _("Completadas"), 13, "integer", _("Países que la completaron."), CUENTA),
    Campo("paises", _("Países"), 9, "integer",
          _("Países a los que se pregunta. Vacío: no se pregunta a los países."), CUENTA),
    Campo("meta", _("Meta"), 9, "string", _("Código de la meta.")),
    Campo("texto_meta", _("Texto de la meta"), 40, "string", _("Como está impresa.")),
    Campo("responsable", _("Responsable"), 24, "string", _("Como está impreso.")),
    Campo("plazo", _("Plazo"), 16, "string", _("Como está impreso.")),
    Campo("planeamiento", _("Planeamiento"), 40, "string", _("Como está impreso.")),
    Campo("socios", _("Socios estratégicos"), 26, "string", _("Como está impreso.")),
    Campo("indicador", _("Indicador"), 11, "string", _("Código del indicador.")),
    Campo("texto_indicador", _("Texto del indicador"), 40, "string",
          _("Como está impreso; en los datos protegidos, con el delito.")),
    de_cifra("anio", _("Año de la última cifra de la región.")),
    de_cifra("valor", _("La última cifra de la región, si es exacta.")),
    de_cifra("minimo", _("Extremo inferior, cuando la cifra es un intervalo.")),
    de_cifra("maximo", _("Extremo superior, cuando la cifra es un intervalo.")),
    de_cifra("texto", _("Etapa alcanzada o documento, cuando el dato no es un número.")),
    de_cifra("marca", _("Por qué la cifra no es exacta y completa; vacía si lo es.")),
    de_cifra("reportaron", _("Países que reportaron esa cifra.")),
    de_cifra("esperados", _("Países de los que se esperaba.")),
)  # fmt: skip

PAIS = Campo("pais", _("País"), 8, "string", _("Vacío: es de la región."))
DONANTE = Campo("donante", _("Donante"), 40, "string", _("Vacío: es un donante que no se nombra."))

RECURSOS = (
    Campo("codigo", _("Aporte"), 12, "string", _("Código del aporte."), UNICO),
    Campo("anio", _("Año"), 8, "year", _("Año en que llegó a su estado."), CON),
    Campo("desde", _("Desde"), 12, "date", _("El día en que llegó a ese estado."), CON),
    Campo("estado", _("Estado"), 14, "string",
          _("En qué estado está ese dinero. Lo ofrecido, lo firmado y lo desembolsado son montos"
            " distintos."), una_de(*proyectos.ESTADOS)),
    DONANTE,
    PAIS,
    Campo("proyecto", _("Proyecto"), 12, "string", _("Código del proyecto, si se publica.")),
    Campo("de_proyecto", _("De un proyecto"), 12, "boolean",
          _("Si es de un proyecto, aunque no se publique."), CON),
    Campo("monto", _("Monto"), 16, "number", _("En su moneda."), CON),
    Campo("moneda", _("Moneda"), 9, "string", _("Código ISO 4217."), {"pattern": "^[A-Z]{3}$"}),
    Campo("tasa", _("Tasa"), 10, "number", _("Dólares por una unidad de la moneda."), CON),
    Campo("fecha_tasa", _("Fecha de la tasa"), 12, "date", _("Vacía: el monto está en dólares.")),
    Campo("usd", _("Monto, USD"), 16, "number", _("En dólares, con la tasa de ese día."), CON),
    Campo("datos", _("Datos"), 26, "string",
          _("Códigos de los datos que lo suman, separados por espacios.")),
    Campo("aprobado", _("En un reporte aprobado"), 12, "boolean",
          _("No: está aquí solo por su proyecto."), CON),
)  # fmt: skip

CONVENIOS = (
    Campo("codigo", _("Convenio"), 12, "string", _("Vacío: convenios que solo se cuentan.")),
    Campo("convenios", _("Convenios"), 10, "integer",
          _("1, o cuántos de ese tipo y estado no pueden nombrarse. La suma es el total."), CON),
    Campo("titulo", _("Título"), 50, "string", _("Vacío: convenios que solo se cuentan.")),
    Campo("tipo", _("Tipo"), 18, "string", _("Clase de convenio."), una_de(*dinero.TIPOS)),
    Campo("estado", _("Estado"), 16, "string", _("En qué estado está."),
          una_de(*dinero.ESTADOS_DE_CONVENIO)),
    Campo("desde", _("Desde"), 12, "date", _("El día en que llegó a ese estado.")),
    Campo("vence", _("Vence"), 12, "date", _("Vacío: sin fecha o por confirmar.")),
    PAIS,
    Campo("partes", _("Partes"), 50, "string", _("Organizaciones que pueden nombrarse.")),
    Campo("sin_nombrar", _("Partes sin nombrar"), 12, "integer",
          _("Cuántas más no se nombran."), CUENTA),
    Campo("otras", _("Otras partes"), 10, "boolean",
          _("Si tiene otras partes, además de las nombradas y contadas.")),
)  # fmt: skip

ESTRATEGIA = (
    Campo("codigo", _("Acción"), 10, "string", _("Código de la acción; es del portal."), UNICO),
    Campo("texto", _("Texto de la acción"), 50, "string", _("Como está impreso."), CON),
    Campo("eje", _("Eje"), 7, "integer", _("Número del eje temático."), CON),
    Campo("nombre_eje", _("Nombre del eje"), 30, "string", _("Nombre del eje temático.")),
    Campo("tactica", _("Táctica"), 9, "integer", _("Número de la táctica."), CON),
    Campo("texto_tactica", _("Texto de la táctica"), 40, "string", _("Como está impreso.")),
    Campo("estado", _("Estado"), 14, "string", _("Estado el día de los datos."), CON),
    Campo("calificacion", _("Calificación"), 12, "integer",
          _("De 1 (sin logro) a 5 (plena). Vacía: sin calificar."), {"minimum": 1, "maximum": 5}),
    Campo("inicio_previsto", _("Inicio previsto"), 12, "date", _("Vacío: por confirmar.")),
    Campo("fin_previsto", _("Fin previsto"), 12, "date", _("Vacío: por confirmar.")),
    Campo("inicio_real", _("Inicio real"), 12, "date", _("Vacío: no ha empezado.")),
    Campo("fin_real", _("Fin real"), 12, "date", _("Vacío: no ha terminado.")),
    Campo("retraso", _("Retraso"), 10, "string",
          _("Qué iba tarde el día de los datos: su inicio o su fin."), una_de("inicio", "fin")),
    Campo("dias_tarde", _("Días tarde"), 9, "integer",
          _("Cuántos días después de su fecha terminó."), CUENTA),
    Campo("resultados", _("Resultados"), 16, "string",
          _("Códigos de los resultados a los que sirve, separados por espacios.")),
)  # fmt: skip

CORTES = (
    Campo("huella", _("Huella"), 26, "string", _("SHA-256 del contenido del corte."),
          {"required": True, "pattern": "^[0-9a-f]{64}$"}),
    Campo("datos_al", _("Datos al"), 12, "date", _("Fecha de los datos."), CON),
    Campo("publicado", _("Publicado el"), 12, "date", _("Día de su publicación."), CON),
    Campo("semestres", _("Semestres"), 26, "string", _("Los que reúne, separados por espacios.")),
    Campo("motivo", _("Motivo"), 50, "string", _("Por qué se hizo.")),
    Campo("estado", _("Estado"), 12, "string",
          _("vigente; sustituido por otro más nuevo; retirado."),
          una_de("vigente", "sustituido", "retirado")),
    Campo("retirado", _("Retirado el"), 12, "date", _("Vacío: no se ha retirado.")),
    Campo("motivo_retiro", _("Motivo del retiro"), 40, "string", _("Por qué se retiró.")),
    Campo("direccion", _("Dirección"), 50, "string", _("Dónde están sus archivos.")),
)  # fmt: skip
