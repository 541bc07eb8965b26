"""Files of evidence: adding several, classifying, deleting, downloading the cleaned copy."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from planes import operaciones
from planes.adjuntos import Dueno, dueno_de
from planes.cuestionario import cuestionario_de
from planes.forms import FormularioClasificacion, FormularioEvidencia
from planes.forms.evidencia import demasiados
from planes.limpieza import FORMATOS, ArchivoRechazado, infectado
from planes.models import Autoevaluacion, Dato, Evidencia
from planes.operaciones.evidencia import SIN_SITIO, sin_sitio
from planes.propuestas import MODELOS
from planes.subida import Limite

from .comun import Peticion, reporte_o_404


@csrf_exempt  # the form is checked in `subir`, once its files have been received within limits
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidencia_subir(request: Peticion, referencia: str, codigo: str) -> HttpResponse:
    """Adds files to one activity of a report."""
    reporte = reporte_o_404(request, referencia)
    hoja = cuestionario_de(reporte).hoja(codigo)
    if hoja is None:
        raise Http404
    return recibir(request, Dueno(reporte, hoja.actividad), hoja.datos)


@csrf_exempt
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registro_evidencia_subir(request: Peticion, tipo: str, referencia: str) -> HttpResponse:
    """Adds files to one row of a register."""
    if tipo not in MODELOS:
        raise Http404
    visibles = MODELOS[tipo]._default_manager.all().visibles_para(request.user)
    return recibir(request, Dueno(get_object_or_404(visibles, referencia=referencia.upper())))


@csrf_exempt
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def autoevaluacion_evidencia_subir(request: Peticion, pk: int) -> HttpResponse:
    """Adds files to a country's self-assessment."""
    visibles = Autoevaluacion.objects.all().visibles_para(request.user)
    return recibir(request, Dueno(get_object_or_404(visibles, pk=pk)))


# --- Receiving -----------------------------------------------------------------------------------


def recibir(request: Peticion, dueno: Dueno, datos: list[Dato] | None = None) -> HttpResponse:
    """Takes the files in, within limits, before anything else looks at the request."""
    error = ""
    if request.method == "POST":
        request.upload_handlers.insert(0, Limite(request))
        try:
            request.POST  # noqa: B018 - reading it is what receives the files
        except TooManyFilesSent:
            error = demasiados()
        except OSError as fallo:
            if fallo.errno not in SIN_SITIO:
                raise
            error = sin_sitio()
    if error:
        errores = [{"destino": "id_archivos", "texto": error}]
        return pagina(request, dueno, FormularioEvidencia(datos=datos or []), errores, status=413)
    respuesta: HttpResponse = subir(request, dueno, datos or [])
    return respuesta


@csrf_protect
def subir(request: Peticion, dueno: Dueno, datos: list[Dato]) -> HttpResponse:
    """The page; or keeps what can be kept, and says of each other file why not."""
    if request.method != "POST":
        return pagina(request, dueno, FormularioEvidencia(datos=datos))
    form = FormularioEvidencia(request.POST, archivos_de(request), datos=datos)
    if motivo := dueno.por_que_no(request.user):
        return cerrado(request, dueno, form, motivo)
    por_partes = request.headers.get("X-Requested-With") == "XMLHttpRequest"
    if "comprobar" in request.POST:  # the script asks about the fields before it sends the files
        form.errors.pop("archivos", None)
        return pagina(request, dueno, form, status=422) if form.errors else HttpResponse(status=204)
    if not form.is_valid():
        if request.FILES and "archivos" not in form.errors and not por_partes:
            form.add_error("archivos", _("Vuelva a elegir los archivos."))  # no page keeps them
        return pagina(request, dueno, form, status=422 if por_partes else 200)
    buenas, malas = guardar(request, dueno, form)
    if por_partes:
        return en_json(buenas, malas)
    if not malas:
        messages.success(request, guardadas(buenas))
        return redirect(dueno.volver)
    errores = [
        {"destino": "id_archivos", "texto": f"«{nombre}»: {motivo}"} for nombre, motivo in malas
    ]
    return pagina(request, dueno, form, errores, guardadas(buenas) if buenas else "")


def archivos_de(request: Peticion) -> Any:
    """Every file by its field: Django's own dictionary gives a field only the last one."""
    return {campo: request.FILES.getlist(campo) for campo in request.FILES}


def guardar(
    request: Peticion, dueno: Dueno, form: FormularioEvidencia
) -> tuple[list[Evidencia], list[tuple[str, str]]]:
    """Each file on its own: the ones kept, and name and reason of the others."""
    buenas: list[Evidencia] = []
    malas: list[tuple[str, str]] = []
    for archivo in form.cleaned_data["archivos"]:
        campos = form.clasificacion | {"titulo": form.titulo_de(archivo)}
        try:
            nueva = operaciones.subir_evidencia(
                archivo=archivo, por=request.user, **dueno.campos, **campos
            )
        except (ArchivoRechazado, PermissionDenied) as motivo:
            malas.append((nombre_de(archivo), str(motivo)))
            continue
        nueva.refresh_from_db(fields=["estado"])  # the scanner may have answered already
        if nueva.estado == Evidencia.Estado.INFECTADA:
            malas.append((nombre_de(archivo), infectado()))
        else:
            buenas.append(nueva)
    return buenas, malas


def nombre_de(archivo: UploadedFile) -> str:
    return archivo.name or _("archivo sin nombre")


def guardadas(evidencias: list[Evidencia]) -> str:
    n = len(evidencias)
    frase = ngettext("Se guardó %(n)d archivo.", "Se guardaron %(n)d archivos.", n) % {"n": n}
    return f"{frase} {espera(evidencias)}".strip()


def espera(evidencias: list[Evidencia]) -> str:
    """What to say of files that wait for the virus scanner; empty when none does."""
    if not any(e.estado == Evidencia.Estado.EN_COLA for e in evidencias):
        return ""
    return _("Se podrá descargar cuando el antivirus lo haya revisado.")


def en_json(buenas: list[Evidencia], malas: list[tuple[str, str]]) -> HttpResponse:
    """What became of one file, for the page's script."""
    if malas:
        return JsonResponse({"guardado": False, "mensaje": malas[0][1]}, status=422)
    mensaje = " ".join(filter(None, [_("Guardado."), espera(buenas)]))
    return JsonResponse({"guardado": True, "mensaje": mensaje})


def pagina(
    request: Peticion,
    dueno: Dueno,
    form: FormularioEvidencia,
    errores: list[dict[str, str]] | None = None,
    hecho: str = "",
    status: int = 200,
) -> HttpResponse:
    """``errores``: what is wrong with files; ``hecho``: what was kept all the same."""
    cerrado_por = dueno.por_que_no(request.user)
    return render(
        request,
        "planes/evidencia_subir.html",
        {
            "seccion": "reportes",
            "dueno": dueno,
            "form": form,
            "errores": errores or [],
            "hecho": hecho,
            "cerrado": cerrado_por,
            "puede": not cerrado_por,
            "maximo": settings.EVIDENCIA_MAXIMO,
            "evidencias": list(dueno.evidencias),
        },
        status=status,
    )


def cerrado(request: Peticion, dueno: Dueno, form: FormularioEvidencia, motivo: str) -> Any:
    errores = [{"destino": "", "texto": motivo}]
    form.errors.clear()
    return pagina(request, dueno, form, errores, status=403)


# --- One file ------------------------------------------------------------------------------------


def evidencia_o_404(request: Peticion, referencia: str) -> Evidencia:
    """The file with that reference, if this person may read it."""
    visibles = Evidencia.objects.visibles_para(request.user).select_related(
        "reporte__periodo__plan", "reporte__pais", "actividad", "accion", "convenio", "proyecto",
        "recurso", "autoevaluacion__pais",
    )  # fmt: skip
    return get_object_or_404(visibles, referencia=referencia.upper())


@login_required
@require_safe
def evidencia(request: Peticion, referencia: str) -> HttpResponse | FileResponse:
    """The cleaned copy, to keep: never shown by the browser inside the portal."""
    fila = evidencia_o_404(request, referencia)
    if fila.estado != Evidencia.Estado.LISTA:
        messages.warning(request, f"«{fila.titulo}»: {fila.get_estado_display()}.")
        return redirect(dueno_de(fila).volver)
    try:
        archivo = fila.limpia.open("rb")
    except OSError as error:
        raise Http404 from error
    return descarga(archivo, nombre_de_descarga(fila), fila.formato)


def descarga(archivo: Any, nombre: str, formato: str) -> FileResponse:
    """A file as an attachment that no browser guesses about and no one keeps a copy of."""
    respuesta = FileResponse(archivo, as_attachment=True, filename=nombre, content_type=formato)
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Cache-Control"] = "no-store, private"
    return respuesta


def nombre_de_descarga(fila: Evidencia) -> str:
    """From its title: the name that the file came with may say more than it should."""
    extension = next((f.extension for f in FORMATOS.values() if f.mime == fila.formato), "bin")
    return f"{slugify(fila.titulo)[:60] or 'evidencia'}-{fila.referencia}.{extension}"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidencia_editar(request: Peticion, referencia: str) -> HttpResponse:
    """Says anew what a file is and whom it shows."""
    fila = evidencia_o_404(request, referencia)
    dueno = dueno_de(fila)
    if dueno.por_que_no(request.user):
        return no_se_puede(request, dueno)
    hoja = (
        cuestionario_de(fila.reporte).hoja(fila.actividad.codigo)
        if fila.reporte and fila.actividad
        else None
    )
    inicial = {
        campo: getattr(fila, campo)
        for campo in ("tipo", "titulo", "fecha", "muestra", "consentimiento", "dato")
    }
    form = FormularioClasificacion(
        request.POST or None, initial=inicial, datos=hoja.datos if hoja else []
    )
    if request.method == "POST" and form.is_valid():
        operaciones.reclasificar_evidencia(evidencia=fila, por=request.user, **form.clasificacion)
        messages.success(request, _("Guardó la clasificación de «%(t)s».") % {"t": fila.titulo})
        return redirect(dueno.volver)
    contexto = {"seccion": "reportes", "evidencia": fila, "dueno": dueno, "form": form}
    return render(request, "planes/evidencia_editar.html", contexto)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def evidencia_borrar(request: Peticion, referencia: str) -> HttpResponse:
    """Asks, and then deletes."""
    fila = evidencia_o_404(request, referencia)
    dueno = dueno_de(fila)
    if dueno.por_que_no(request.user):
        return no_se_puede(request, dueno)
    if request.method == "POST":
        operaciones.borrar_evidencia(evidencia=fila, por=request.user)
        messages.success(request, _("Borró «%(titulo)s».") % {"titulo": fila.titulo})
        return redirect(dueno.volver)
    contexto = {"seccion": "reportes", "evidencia": fila, "dueno": dueno}
    return render(request, "planes/evidencia_borrar.html", contexto)


def no_se_puede(request: Peticion, dueno: Dueno) -> HttpResponse:
    messages.error(request, dueno.por_que_no(request.user))
    return redirect(dueno.volver)
