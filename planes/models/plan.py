"""The promise: a plan and its levels, as printed and as read.

Every level carries its plan, so that codes are unique within a plan and rows
have natural keys of two parts. ``Nivel`` holds what all levels share.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import Bilingue, ClaveNatural, PorClaveNatural


class Plan(Bilingue, ClaveNatural):
    """A plan with a term: the Plan Operativo, or the Estrategia."""

    class Tipo(models.TextChoices):
        OPERATIVO = "operativo", _("Plan operativo")
        ESTRATEGIA = "estrategia", _("Estrategia")

    class Estado(models.TextChoices):
        BORRADOR = "borrador", _("Borrador")
        VIGENTE = "vigente", _("Vigente")
        CERRADO = "cerrado", _("Cerrado")

    codigo = models.SlugField(_("código"), max_length=40, unique=True)
    tipo = models.CharField(_("tipo"), max_length=12, choices=Tipo.choices)
    nombre = models.CharField(_("nombre"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    inicio = models.DateField(_("inicio"))
    fin = models.DateField(_("fin"))
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.BORRADOR
    )
    viene_de = models.ForeignKey(
        "self",
        verbose_name=_("continúa el plan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="continuaciones",
    )
    nota_fuente = models.TextField(_("nota sobre la fuente"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("planes")
        ordering = ["-inicio", "codigo"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__gt=F("inicio")),
                name="plan_fin_despues_de_inicio",
                violation_error_message=_("El fin del plan debe ser posterior a su inicio."),
            )
        ]

    def __str__(self) -> str:
        return self.t.nombre

    @property
    def anios(self) -> list[int]:
        """Calendar years that the plan covers."""
        return list(range(self.inicio.year, self.fin.year + 1))


class Impreso(Bilingue, ClaveNatural):
    """What a printed row keeps beside its reading.

    ``texto`` is the reading that the portal shows. Where the print differs,
    ``codigo_impreso``/``texto_impreso`` hold it to the letter and
    ``nota_fuente`` says what is doubtful. ``es_nuestro`` marks what is not in
    the printed document at all (a code, an indicator that we propose).
    """

    codigo_impreso = models.CharField(_("código impreso"), max_length=20, blank=True)
    texto_impreso = models.TextField(
        _("texto impreso"), blank=True, help_text=_("Tal como está en el documento, si difiere.")
    )
    nota_fuente = models.TextField(
        _("nota sobre la fuente"),
        blank=True,
        help_text=_("Qué es dudoso en el documento impreso y cómo se leyó."),
    )
    es_nuestro = models.BooleanField(
        _("no está impreso"),
        default=False,
        help_text=_("Agregado por el portal; no figura en el documento impreso."),
    )

    class Meta:
        abstract = True


class Eje(Impreso):
    CLAVE_NATURAL = ("plan__codigo", "numero")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="ejes"
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    nombre = models.CharField(_("nombre"), max_length=200)
    nombre_en = models.CharField(_("nombre en inglés"), max_length=200, blank=True)
    descripcion = models.TextField(_("descripción"), blank=True)
    descripcion_en = models.TextField(_("descripción en inglés"), blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("eje")
        verbose_name_plural = _("ejes")
        ordering = ["plan", "orden", "numero"]
        constraints = [models.UniqueConstraint(fields=["plan", "numero"], name="eje_unico")]

    def __str__(self) -> str:
        return f"{self.numero}. {self.t.nombre}"


class ObjetivoEstrategico(Impreso):
    """Number 3 is printed under two ejes, so the natural key needs the eje."""

    CLAVE_NATURAL = ("eje__plan__codigo", "eje__numero", "numero")

    eje = models.ForeignKey(
        Eje, verbose_name=_("eje"), on_delete=models.PROTECT, related_name="objetivos_estrategicos"
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("objetivo estratégico")
        verbose_name_plural = _("objetivos estratégicos")
        ordering = ["eje", "orden", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["eje", "numero"], name="objetivo_estrategico_unico")
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.t.texto[:80]}"


class ObjetivoEspecifico(Impreso):
    """An optional level, printed before some objetivos operativos only. Codes are ours."""

    CLAVE_NATURAL = ("plan__codigo", "codigo")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="objetivos_especificos"
    )
    eje = models.ForeignKey(
        Eje, verbose_name=_("eje"), on_delete=models.PROTECT, related_name="objetivos_especificos"
    )
    codigo = models.CharField(_("código"), max_length=20)
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("objetivo específico")
        verbose_name_plural = _("objetivos específicos")
        ordering = ["plan", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "codigo"], name="objetivo_especifico_unico")
        ]

    def __str__(self) -> str:
        return self.t.texto[:80]


class ObjetivoOperativo(Impreso):
    """An objetivo operativo; in the Estrategia, a táctica."""

    CLAVE_NATURAL = ("plan__codigo", "numero")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="objetivos"
    )
    eje = models.ForeignKey(
        Eje, verbose_name=_("eje"), on_delete=models.PROTECT, related_name="objetivos"
    )
    especifico = models.ForeignKey(
        ObjetivoEspecifico,
        verbose_name=_("objetivo específico"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="objetivos",
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    corto = models.CharField(
        _("título corto"), max_length=120, blank=True, help_text=_("Nuestro, para listas y menús.")
    )
    corto_en = models.CharField(_("título corto en inglés"), max_length=120, blank=True)
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("objetivo operativo")
        verbose_name_plural = _("objetivos operativos")
        ordering = ["plan", "orden", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "numero"], name="objetivo_operativo_unico")
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.t.corto or self.t.texto[:80]}"


class Informante(models.TextChoices):
    """Who is asked: each country, the ST's regional report, or both."""

    NACIONAL = "nacional", _("Cada país")
    REGIONAL = "regional", _("Secretaría Técnica (reporte regional)")
    AMBOS = "ambos", _("Cada país y la Secretaría Técnica")


class ActividadQuerySet(models.QuerySet["Actividad"]):
    def para(self, informante: str) -> ActividadQuerySet:
        """Activities on which that kind of informant (``nacional``/``regional``) reports."""
        return self.filter(informante__in=[informante, Informante.AMBOS])


class Actividad(Impreso):
    CLAVE_NATURAL = ("plan__codigo", "codigo")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="actividades"
    )
    objetivo = models.ForeignKey(
        ObjetivoOperativo,
        verbose_name=_("objetivo operativo"),
        on_delete=models.PROTECT,
        related_name="actividades",
    )
    codigo = models.CharField(_("código"), max_length=20)
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    corto = models.CharField(
        _("título corto"), max_length=120, blank=True, help_text=_("Nuestro, para listas y menús.")
    )
    corto_en = models.CharField(_("título corto en inglés"), max_length=120, blank=True)
    informante = models.CharField(
        _("quién reporta"), max_length=10, choices=Informante.choices, default=Informante.AMBOS
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()
    objects = PorClaveNatural.from_queryset(ActividadQuerySet)()

    class Meta:
        verbose_name = _("actividad")
        verbose_name_plural = _("actividades")
        ordering = ["plan", "orden"]
        constraints = [models.UniqueConstraint(fields=["plan", "codigo"], name="actividad_unica")]

    def __str__(self) -> str:
        return f"{self.codigo} {self.t.corto or self.t.texto[:80]}"

    @property
    def eje(self) -> Eje:
        return self.objetivo.eje


class Meta(Impreso):
    """A meta with its printed right-hand cells; in the Estrategia, a resultado."""

    CLAVE_NATURAL = ("plan__codigo", "codigo")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="metas"
    )
    objetivo = models.ForeignKey(
        ObjetivoOperativo,
        verbose_name=_("objetivo operativo"),
        on_delete=models.PROTECT,
        related_name="metas",
    )
    codigo = models.CharField(_("código"), max_length=20)
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    responsable = models.TextField(_("responsable"), blank=True)
    responsable_en = models.TextField(_("responsable en inglés"), blank=True)
    plazo = models.CharField(_("plazo de ejecución"), max_length=200, blank=True)
    plazo_en = models.CharField(_("plazo en inglés"), max_length=200, blank=True)
    planeamiento = models.TextField(_("planeamiento"), blank=True)
    planeamiento_en = models.TextField(_("planeamiento en inglés"), blank=True)
    socios = models.TextField(_("socios estratégicos"), blank=True)
    socios_en = models.TextField(_("socios en inglés"), blank=True)
    vigencia_inicio = models.DateField(_("vigente desde"), null=True, blank=True)
    vigencia_fin = models.DateField(_("vigente hasta"), null=True, blank=True)
    actividades = models.ManyToManyField(
        Actividad, verbose_name=_("actividades"), blank=True, related_name="metas"
    )
    organizaciones = models.ManyToManyField(
        "actores.Organizacion",
        verbose_name=_("organizaciones socias"),
        blank=True,
        related_name="metas",
    )
    contribuye_a = models.ManyToManyField(
        "self",
        verbose_name=_("contribuye a las metas"),
        symmetrical=False,
        blank=True,
        related_name="aportes",
        help_text=_("Metas del Plan Operativo a las que aporta este resultado de la Estrategia."),
    )
    sustituye = models.ForeignKey(
        "self",
        verbose_name=_("sustituye a"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sustituida_por",
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("meta")
        verbose_name_plural = _("metas")
        ordering = ["plan", "orden"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "codigo"], name="meta_unica"),
            models.CheckConstraint(
                condition=Q(vigencia_inicio__isnull=True)
                | Q(vigencia_fin__isnull=True)
                | Q(vigencia_fin__gte=F("vigencia_inicio")),
                name="meta_vigencia_ordenada",
                violation_error_message=_("La vigencia termina antes de empezar."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.codigo} {self.t.texto[:80]}"


class LugarDudoso(Bilingue, ClaveNatural):
    """A doubtful place of a printed document, for the ST to settle.

    ``filas`` names the rows it touches as ``["meta:7.1.1", "actividad:1.2"]``
    (level in lower case, code or number within the plan).
    """

    CLAVE_NATURAL = ("plan__codigo", "numero")

    class Confianza(models.TextChoices):
        ALTA = "alta", _("Alta")
        MEDIA = "media", _("Media")
        BAJA = "baja", _("Baja")

    class Estado(models.TextChoices):
        PENDIENTE = "pendiente", _("Pendiente")
        CONFIRMADO = "confirmado", _("Lectura confirmada")
        CORREGIDO = "corregido", _("Corregido")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="lugares_dudosos"
    )
    numero = models.PositiveSmallIntegerField(_("número"))
    impreso = models.TextField(_("lo que está impreso"))
    lectura = models.TextField(_("lectura propuesta"))
    confianza = models.CharField(
        _("confianza"), max_length=5, choices=Confianza.choices, default=Confianza.MEDIA
    )
    filas = models.JSONField(_("filas del plan"), default=list, blank=True)
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.PENDIENTE
    )
    decision = models.TextField(_("decisión"), blank=True, help_text=_("Qué se decidió y por qué."))
    resuelto_por = models.ForeignKey(
        "actores.Usuario",
        verbose_name=_("resuelto por"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    resuelto_en = models.DateTimeField(_("resuelto el"), null=True, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("lugar dudoso")
        verbose_name_plural = _("lugares dudosos")
        ordering = ["plan", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "numero"], name="lugar_dudoso_unico"),
            models.CheckConstraint(
                condition=Q(estado="pendiente") | ~Q(decision=""),
                name="lugar_dudoso_decidido_con_razon",
                violation_error_message=_("Escriba la decisión y su razón."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.impreso[:80]}"


class Apartado(Bilingue, ClaveNatural):
    """A text of a document that is not a row of its matrix: an introduction, a FODA item.

    Codes are ours; ``publicos`` says which audiences it speaks of.
    """

    CLAVE_NATURAL = ("plan__codigo", "codigo")

    class Tipo(models.TextChoices):
        PRESENTACION = "presentacion", _("Presentación")
        INTRODUCCION = "introduccion", _("Introducción")
        FORTALEZA = "fortaleza", _("Fortaleza")
        OPORTUNIDAD = "oportunidad", _("Oportunidad")
        DIFICULTAD = "dificultad", _("Dificultad")
        AMENAZA = "amenaza", _("Amenaza")
        BUENA_PRACTICA = "buena_practica", _("Buena práctica")
        DESAFIO = "desafio", _("Desafío")
        CONOCIMIENTO = "conocimiento", _("Conocimiento")
        ACTITUD = "actitud", _("Actitud")
        PRACTICA = "practica", _("Práctica")
        OBJETIVO_GENERAL = "objetivo_general", _("Objetivo general")
        OBJETIVO_ESPECIFICO = "objetivo_especifico", _("Objetivo específico")
        RESPONSABLES = "responsables", _("Responsables")
        TEMPORALIDAD = "temporalidad", _("Temporalidad")
        RECURSOS_HUMANOS = "recursos_humanos", _("Recursos humanos")
        FORTALECIMIENTO = "fortalecimiento", _("Fortalecimiento de capacidades")
        CREDITO = "credito", _("Crédito")

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.PROTECT, related_name="apartados"
    )
    codigo = models.CharField(_("código"), max_length=40)
    tipo = models.CharField(_("tipo"), max_length=20, choices=Tipo.choices)
    texto = models.TextField(_("texto"))
    texto_en = models.TextField(_("texto en inglés"), blank=True)
    texto_impreso = models.TextField(_("texto impreso"), blank=True)
    nota_fuente = models.TextField(_("nota sobre la fuente"), blank=True)
    publicos = models.ManyToManyField(
        "actores.PublicoMeta", verbose_name=_("públicos"), blank=True, related_name="apartados"
    )
    orden = models.PositiveSmallIntegerField(_("orden"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("apartado")
        verbose_name_plural = _("apartados")
        ordering = ["plan", "orden"]
        constraints = [models.UniqueConstraint(fields=["plan", "codigo"], name="apartado_unico")]

    def __str__(self) -> str:
        return f"{self.get_tipo_display()}: {self.t.texto[:80]}"
