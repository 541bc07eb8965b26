"""A small portal with something of everything: what the tests that go everywhere walk through."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone

from actores.directorio import firma
from actores.models import (
    Comite,
    Confirmacion,
    Contacto,
    LineaDenuncia,
    Mandato,
    Organizacion,
    PublicoMeta,
    PuntoFocal,
    RolOrganizacion,
    Tema,
)
from informes import biblioteca_archivos, operaciones
from informes.models import (
    Campana,
    Corte,
    Difusion,
    DocumentoInterno,
    FechaClave,
    FormaInforme,
    Informe,
    Medio,
    Mensaje,
    Noticia,
    Pagina,
    PasoRuta,
    Producto,
    Publicacion,
    Ruta,
    Termino,
    Visitas,
)
from planes.models import (
    Accion,
    Apartado,
    Apertura,
    Autoevaluacion,
    Convenio,
    LugarDudoso,
    ObjetivoEspecifico,
    ObjetivoEstrategico,
    Observacion,
    Periodo,
    Programacion,
    Prorroga,
    Proyecto,
    Recurso,
    Reporte,
    Seguimiento,
)
from tests import crear
from tests.informes.escena import Escena
from tests.informes.escena_biblioteca import crear_interno, pdf_suelto
from tests.informes.escena_editorial import con_imagen, escribir, publicar
from tests.personas import OTRO, PROPIO

CODIGOS = {
    "eje": 1, "objetivo": 1, "actividad": "1.1", "pais": PROPIO, "reporte_actividad": "1.1",
    "reporte_autoguardar": "1.1", "evidencia_subir": "1.1",
    "planes_reporte_captura": "1.1",
    "grafico": "estados", "grafico_csv": "estados", "grafico_svg": "estados",
    "incrustar": "estados", "proyecto": "abcd1234",
}  # fmt: skip
"""What ``<codigo>`` is in an address of that name; elsewhere an indicator's."""


class Portal(Escena):
    """2024 approved and published; in 2025-II Honduras reports, in whatever state is asked for.

    Honduras's texts all hold ``SECRETO``, which nobody but Honduras and its reviewers reads.
    """

    SECRETO = "frase-que-solo-lee-honduras"

    def __init__(self) -> None:
        super().__init__()
        self.reportar_todo()
        self.proyecto()
        self.corte: Corte = self.publicar()
        self.preparado: Corte = self.preparar()
        self.periodo: Periodo = crear.crear_periodo(self.plan)
        self.reporte = self.informar(PROPIO, marca=self.SECRETO)
        self.reporte_otro = self.informar(OTRO, marca="lo de Guatemala")
        self.informe = self.publicar_informe(b"%PDF-1.7 corett")
        for idioma in ("es", "en"):
            self.publicar_informe(
                b"%PDF-1.7 boletin", tipo=Informe.Tipo.BOLETIN, sujeto="t1", idioma=idioma
            )
        self.una_de_cada()

    def publicar_informe(self, contenido: bytes, idioma: str = "es", **que: str) -> Informe:
        """A document of 2024 (the annual report) with that file; nothing is typeset."""
        informe = Informe(corte=self.corte, anio=2024, idioma=idioma, bytes=len(contenido), **que)
        informe.huella = hashlib.sha256(contenido).hexdigest()
        informe.archivo.save("anual.pdf", ContentFile(contenido), save=False)
        informe.estado, informe.publicado_en = Informe.Estado.PUBLICADO, timezone.now()
        informe.publicado_por = self.secretaria
        informe.save()
        self.forma = FormaInforme(informe=informe, extension="txt", huella="b" * 64, bytes=4)
        self.forma.archivo.save("anual.txt", ContentFile(b"hola"))
        return informe

    def informar(self, codigo: str, *, marca: str) -> Reporte:
        """A whole draft of 2025-II that could be sent as it is."""
        reporte = crear.crear_reporte(self.paises[codigo], self.periodo)
        for actividad in (self.actividad, self.sensible):
            crear.crear_avance(reporte, actividad, logros=marca, terminada=True)
        crear.crear_valor(reporte, self.talleres, 7, nota=marca)
        partes = {"delito:trata": 5, "delito:trafico": 0}
        crear.crear_valor(reporte, self.denuncias, 5, nota=marca, partes=partes)
        return reporte

    def en_estado(self, estado: str) -> Reporte:
        """Honduras's report in that state; what was sent back has an open remark."""
        reporte = self.reporte
        reporte.estado = estado
        momento = timezone.now()
        if estado != Reporte.Estado.BORRADOR:
            reporte.enviado_por, reporte.enviado_en = crear.crear_usuario(), momento
        if estado in (Reporte.Estado.OBSERVADO, Reporte.Estado.APROBADO):
            reporte.revisado_por, reporte.revisado_en = self.secretaria, momento
        reporte.save()
        if estado == Reporte.Estado.OBSERVADO:
            self.observar()
        return reporte

    def correccion(self) -> Reporte:
        """A correction of Honduras's approved report, opened and not sent."""
        viejo = Reporte.objects.filter(pais__codigo=PROPIO, estado="aprobado").earliest("pk")
        return Reporte.objects.get_or_create(
            sustituye=viejo,
            defaults={"pais": viejo.pais, "periodo": viejo.periodo, "version": viejo.version + 1},
        )[0]

    def observar(self) -> Observacion:
        """A remark on Honduras's report."""
        return Observacion.objects.create(
            reporte=self.reporte,
            actividad=self.actividad,
            texto=self.SECRETO,
            autor=self.secretaria,
        )

    def una_de_cada(self) -> None:
        """A row of every table of the admin that has none yet."""
        eje = self.actividad.objetivo.eje
        meta = self.actividad.metas.get()
        ObjetivoEstrategico.objects.create(eje=eje, numero=1, texto="Estratégico")
        ObjetivoEspecifico.objects.create(plan=self.plan, eje=eje, codigo="E1", texto="Específico")
        Programacion.objects.create(indicador=meta.indicadores.get(), anio=2025, objetivo=2)
        LugarDudoso.objects.create(
            plan=self.plan, numero=1, impreso="a", lectura="b", filas=["meta:1.1.1"]
        )
        Apartado.objects.create(plan=self.plan, codigo="a", tipo="introduccion", texto="Hola")
        pais = self.paises[OTRO]
        hasta = self.periodo.cierra + dt.timedelta(days=3)
        Prorroga.objects.create(periodo=self.periodo, pais=pais, motivo="Huracán", hasta=hasta)
        publico = PublicoMeta.objects.create(numero=1, nombre="Instituciones")
        organizacion = Organizacion.objects.create(
            codigo="oim", nombre="OIM", tipo="medio", pais=pais, publicable=True
        )
        RolOrganizacion.objects.create(organizacion=organizacion, rol="observador")
        Tema.objects.create(codigo="prevencion", nombre="Prevención")
        Contacto.objects.create(organizacion=organizacion, nombre="Ana")
        self.confirmacion = Confirmacion.objects.create(
            organizacion=organizacion, enviada_a="oim@demo.example"
        )
        LineaDenuncia.objects.create(pais=pais, numero="145", nombre="Línea")
        ruta = Ruta.objects.create(codigo="r", pais=pais, titulo="Ruta")
        PasoRuta.objects.create(ruta=ruta, orden=1, titulo="Paso")
        Mandato.objects.create(oficio="presidencia", pais=pais, desde=timezone.localdate())
        PuntoFocal.objects.create(usuario=crear.crear_usuario(), pais=self.paises["bz"])
        Comite.objects.create(codigo="c", nombre="Comité")
        Mensaje.objects.create(publico=publico, orden=1, texto="Hola")
        Producto.objects.create(publico=publico, orden=1, nombre="Folleto")
        Medio.objects.create(publico=publico, orden=1, nombre="Radio")
        Difusion.objects.create(
            publico=publico,
            mensaje=publico.mensajes.get(),
            titulo="Hola",
            previsto=self.periodo.abre,
        )
        self.accion_estrategia = crear.crear_accion_de_estrategia()
        Seguimiento.objects.create(actividad=self.accion_estrategia)
        Visitas.objects.create(ruta="/", anio=2024, idioma="es", n=12)
        self.escribir()
        self.editar()
        self.biblioteca()
        self.anotar(organizacion)
        self.subir()
        crear.crear_texto_publico(self.reporte, self.actividad)

    def escribir(self) -> None:
        """A section of the annual report of 2024, with a figure."""
        operaciones.guardar_seccion(
            tipo=Informe.Tipo.ANUAL, corte=self.corte, anio=2024, sujeto="", clave="mensaje",
            texto="<p>Se hicieron [[talleres]] talleres.</p>", texto_en="", version=0,
            por=self.secretaria,
        )  # fmt: skip

    def editar(self) -> None:
        """Of every table of pieces for visitors a draft and one that is public, with a picture."""
        for tabla in (Noticia, Campana, Pagina):
            escribir(tabla, self.secretaria, titulo="Borrador")
            self.ilustrada: Any = publicar(
                escribir(
                    tabla,
                    self.secretaria,
                    slug="publica",
                    titulo=f"Sale: {tabla.__name__}",
                    **con_imagen(),
                )
            )

    def biblioteca(self) -> None:
        """A publication with its file, a key date, a word of the glossary, a members' document."""
        archivo = biblioteca_archivos.guardar("guia.pdf", pdf_suelto("Guía"))
        campos = biblioteca_archivos.describir(archivo) | {"archivo": archivo, "tipo": "manual"}
        escribir(Publicacion, self.secretaria, titulo="Borrador", tipo="manual")
        pieza = escribir(
            Publicacion, self.secretaria, slug="publica", titulo="Guía para todos", **campos
        )
        publicar(pieza)
        dia = dt.date(2023, 7, 30)
        FechaClave.objects.create(
            codigo="dia", titulo="Día", tipo="conmemorativa", fecha=dia, anual=True, publicada=True
        )
        Termino.objects.create(codigo="trata", termino="Trata", definicion="Qué es", publicado=True)
        crear_interno(self.secretaria, titulo="Acta")

    def subir(self) -> None:
        """A file of Honduras's report, whose original somebody has opened; two of an approved one,
        of which one is published."""
        self.evidencia = crear.crear_evidencia(
            self.reporte, self.actividad, titulo=self.SECRETO, subida_por=self.secretaria
        )
        Apertura.objects.create(
            evidencia=self.evidencia, huella=self.evidencia.huella, usuario=self.secretaria
        )
        aprobado = Reporte.objects.filter(pais__codigo=PROPIO, estado="aprobado").latest("pk")
        comun = {"muestra": "nadie", "consentimiento": "no_aplica", "subida_por": self.secretaria}
        self.publicable = crear.crear_evidencia(aprobado, self.actividad, **comun)
        self.publicada = operaciones.publicar_evidencia(
            evidencia=crear.crear_evidencia(aprobado, self.actividad, **comun),
            titulo="Acta", titulo_en="Minutes", alternativo="", alternativo_en="",
            por=self.secretaria,
        )  # fmt: skip
        self.autoevaluacion = Autoevaluacion.objects.get_or_create(
            plan=self.plan, pais=self.paises[PROPIO], anio=2025
        )[0]
        self.propuesta = crear.crear_propuesta(self.autoevaluacion, obstaculo=self.SECRETO)
        ayuda = crear.crear_colaborador(self.actividad, pais=self.paises[PROPIO])
        self.colaboracion = ayuda.colaboraciones.get()

    def anotar(self, donante: Organizacion) -> None:
        """A row of every register, Honduras's, that no sent report has used."""
        comun: dict[str, Any] = {
            "pais": self.paises[PROPIO], "titulo": self.SECRETO, "fecha": dt.date(2024, 9, 2),
        }  # fmt: skip
        self.accion = Accion.objects.create(tipo=Accion.Tipo.REUNION, **comun)
        Convenio.objects.create(tipo=Convenio.Tipo.COOPERACION, **comun)
        Proyecto.objects.create(**comun)
        Recurso.objects.create(donante=donante, monto=100, **comun)
        crear.crear_correo()

    def fila(self, modelo: type[Any]) -> Any:
        """The row of that table that the addresses speak of: Honduras's own, where it has one."""
        filas = modelo._default_manager
        nombre = modelo._meta.model_name
        propias = {
            "reporte": filas.filter(pk=self.reporte.pk),
            "avance": filas.filter(reporte=self.reporte) if nombre == "avance" else filas,
            "valor": filas.filter(reporte=self.reporte) if nombre == "valor" else filas,
            "periodo": filas.filter(pk=self.periodo.pk),
            "corte": filas.filter(pk=self.preparado.pk),
        } | {
            registro: filas.filter(titulo=self.SECRETO) if nombre == registro else filas
            for registro in ("accion", "convenio", "proyecto", "recurso")
        }
        hallada = propias.get(str(nombre), filas).order_by("pk").first()
        assert hallada is not None, f"tests/portal.py makes no {nombre}"
        return hallada

    def argumentos(self, nombre: str) -> dict[str, Any]:
        """Arguments for an address of that name, of rows that exist."""
        comunes: dict[str, Any] = {
            "clave": CODIGOS.get(nombre.partition(":")[2], "1.1.1.a"),
            "codigo": CODIGOS.get(nombre.partition(":")[2], "1.1.1.a"),
            "numero": 1,
            "anio": 2024,
            "nombre": "anual",
            "formato": "docx",
            "extension": "pdf",
            "idioma": "es",
            "huella": self.corte.huella,
            "corte": self.preparado.pk,
            "periodo": self.periodo.pk,
            "informante": PROPIO,
            "referencia": self.reporte.referencia,
            "uidb64": "MQ", "token": "abc", "uidb36": "1", "key": "abc-def",
            "app_label": "planes",
            "tema": "punto-focal",
            "trimestre": "t1",
            "respuesta": "igual",
            "url": "no-hay",
            "content_type_id": ContentType.objects.get_for_model(Reporte).pk,
            "pk": self.reporte.pk,
            "object_id": self.reporte.pk,
            "arg": self.reporte.pk,
        }  # fmt: skip
        if nombre == "admin:planes_estrategia_accion":
            comunes["actividad"] = self.accion_estrategia.pk
        if nombre in ("admin:planes_estrategia_matriz", "admin:informes_difusion_archivo"):
            comunes["formato"] = "csv"
        if nombre.startswith("informes:datos_"):
            comunes |= {"tabla": "celdas", "formato": "csv"}
        if nombre in (
            "admin:actores_directorio_donantes_archivo",
            "admin:actores_directorio_lista_archivo",
        ):
            comunes["formato"] = "csv"
        if nombre in ("informes:directorio_confirmar", "informes:directorio_cambios"):
            comunes["token"] = firma(self.confirmacion)
        if nombre == "api:proyecto":
            comunes["clave"] = "abcd1234"
        if nombre == "compartir":
            comunes["clave"] = "ayuda"
        if nombre == "planes:reporte_abandonar":
            comunes["referencia"] = self.correccion().referencia
        if nombre == "planes:observacion":
            dicha = self.reporte.observaciones.order_by("pk").first()
            comunes["clave"] = dicha.pk if dicha else 1
        if nombre in ("planes:evidencia", "planes:evidencia_editar", "planes:evidencia_borrar"):
            comunes["referencia"] = self.evidencia.referencia
        if nombre == "admin:informes_forma_archivo":
            comunes["object_id"] = self.forma.pk
        if nombre in (
            "informes:noticia", "informes:campana", "informes:pagina", "informes:publicacion",
        ):  # fmt: skip
            comunes["slug"] = "publica"
        if nombre == "publicacion_archivo":
            comunes |= {"slug": "publica", "nombre": "publica", "extension": "pdf"}
        if nombre == "informes:fecha_ics":
            comunes["codigo"] = "dia"
        if nombre == "informes:miembros_documento":
            comunes["pk"] = DocumentoInterno.objects.get().pk
        if nombre == "imagen_editorial":
            comunes["nombre"] = str(self.ilustrada.imagen).removeprefix("editorial/")
        if nombre == "evidencia_publicada":
            comunes |= {"clave": self.publicada.clave, "nombre": self.publicada.nombre_archivo}
        comunes |= {"evidencia": self.publicable.pk, "publicada": self.publicada.pk}
        if nombre.startswith("admin:informes_redaccion_"):
            comunes |= {"tipo": "anual", "sujeto": "-", "clave": "mensaje"}
        if nombre == "planes:autoevaluacion_evidencia_subir":
            comunes["pk"] = self.autoevaluacion.pk
        if nombre.startswith("planes:propuesta"):
            comunes |= {"pk": self.propuesta.pk, "anio": self.autoevaluacion.anio}
        if nombre.startswith("planes:colaborador"):
            comunes["pk"] = self.colaboracion.pk
        if nombre.startswith("planes:registro_"):
            comunes |= {"tipo": "accion", "referencia": self.accion.referencia}
        for modelo in admin.site._registry:
            comienzo = f"{modelo._meta.app_label}_{modelo._meta.model_name}_"
            camino = f"{modelo._meta.app_label}/{modelo._meta.model_name}/"
            if nombre.startswith(f"admin:{comienzo}") or f"admin/{camino}" in nombre:
                fila = self.fila(modelo)
                comunes |= dict.fromkeys(("object_id", "pk", "arg"), quote(fila.pk))
        return comunes
