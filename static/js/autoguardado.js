/* Saves the activity page while it is typed, whole and in order, one request at a time.

   An answer never touches what is typed: it only brings the next version, and what could not be
   kept. What is not acknowledged is sent again as it was before anything newer, so that a lost
   answer is not taken for somebody else's change. Nothing stays in the browser. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-autoguardar]");
  if (!form) return;
  const PAUSA = 2000;
  const SIN_PAUSA = 15000; // whoever types without a pause is saved all the same
  const ESPERA_MAXIMA = 60000;
  const PLAZO = 30000;
  const CABE_AL_CERRAR = 60000; // browsers carry 64 kB of requests that outlive their page

  const linea = form.querySelector(".autoguardado");
  const guardando = linea.querySelector(".guardando");
  const dicho = linea.querySelector(".dicho");
  const botones = linea.querySelectorAll("[data-en]");

  // --- What is typed --------------------------------------------------------------------------

  const AJENOS = ["csrfmiddlewaretoken", "version"];
  const campos = (de) => {
    const todos = new FormData(de);
    AJENOS.forEach((nombre) => todos.delete(nombre));
    return new URLSearchParams(todos).toString();
  };
  const valor = (nombre) => form.elements[nombre].value;
  const segunElServidor = () => {
    const copia = form.cloneNode(true);
    copia.reset(); // what the browser itself put back into the fields is not saved
    return campos(copia);
  };

  let guardado = form.hasAttribute("data-sin-guardar") ? null : segunElServidor();
  let sinAcuse = null; // sent, and not known to have arrived
  let enCamino = null; // the promise of the request under way
  let reloj = 0;
  let desde = 0; // when what is not yet sent began to be typed
  let fallos = 0;
  let detenido = false; // conflict, closed report, session over: trying again would not help
  let saliendo = false;
  let errores = [];

  const falta = () => campos(form) !== guardado;

  // --- What the page says ---------------------------------------------------------------------

  const decir = (estado, mensaje) => {
    linea.hidden = false;
    linea.dataset.estado = estado;
    guardando.hidden = estado !== "guardando";
    // While it saves, the last message stays for screen readers, and is not read again.
    dicho.classList.toggle("oculto", estado === "guardando");
    if (mensaje !== undefined && dicho.textContent !== mensaje) dicho.textContent = mensaje;
    botones.forEach((boton) => {
      boton.hidden = boton.dataset.en !== estado;
    });
    const ultima = form.querySelector("[data-ultima]");
    if (ultima) ultima.hidden = true;
  };

  // What cannot be kept yet is said at its field once the person has left it.
  const senalar = () => {
    form.querySelectorAll(".error.suave").forEach((aviso) => {
      const campo = document.getElementById(aviso.dataset.campo);
      const otros = (campo.getAttribute("aria-describedby") || "").split(" ");
      const quedan = otros.filter((id) => id && id !== aviso.id);
      if (quedan.length) campo.setAttribute("aria-describedby", quedan.join(" "));
      else campo.removeAttribute("aria-describedby");
      aviso.remove();
    });
    errores.forEach(({ destino, dicho: texto }) => {
      const campo = document.getElementById(destino);
      const grupo = campo?.closest(".dato") ?? campo?.closest(".campo");
      if (!grupo || grupo.contains(document.activeElement)) return;
      const lugar = campo.matches("fieldset") ? campo : campo.closest(".campo, td");
      const repetido = [...lugar.querySelectorAll(".error")].some((e) => e.textContent.includes(texto));
      if (repetido) return;
      const aviso = document.createElement("p");
      aviso.className = "error suave";
      aviso.id = `${destino}_suave`;
      aviso.dataset.campo = destino;
      aviso.textContent = texto;
      lugar.append(aviso);
      const otros = campo.getAttribute("aria-describedby");
      campo.setAttribute("aria-describedby", [otros, aviso.id].filter(Boolean).join(" "));
    });
  };

  // --- Sending --------------------------------------------------------------------------------

  const mandar = (cuerpo, mas = {}) => {
    const datos = new URLSearchParams(cuerpo);
    AJENOS.forEach((nombre) => datos.set(nombre, valor(nombre)));
    Object.entries(mas).forEach(([nombre, texto]) => datos.set(nombre, texto));
    return fetch(form.dataset.autoguardar, {
      method: "POST",
      body: datos,
      headers: { Accept: "application/json" },
      keepalive: datos.toString().length < CABE_AL_CERRAR,
      redirect: "manual",
      signal: AbortSignal.timeout(PLAZO),
    });
  };

  const parar = (estado, mensaje) => {
    detenido = true;
    sinAcuse = null;
    decir(estado, mensaje);
    return false;
  };

  const fallar = () => {
    fallos += 1;
    decir("fallo", linea.dataset.fallo);
    programar(Math.min(PAUSA * 2 ** fallos, ESPERA_MAXIMA));
    return false;
  };

  const enviar = async (cuerpo) => {
    sinAcuse = cuerpo;
    desde = 0;
    decir("guardando");
    let respuesta;
    let datos;
    try {
      respuesta = await mandar(cuerpo);
      datos = await respuesta.json();
    } catch {
      // No line, no time, or an answer that is a page: an old protection token, a fault.
      if (respuesta?.status === 403) return sesionPerdida();
      if (respuesta && [400, 404, 413].includes(respuesta.status)) return parar("rechazo", linea.dataset.rechazo);
      return fallar();
    }
    if (datos.estado === "sesion") return sesionPerdida(datos.mensaje);
    if (datos.estado !== "guardado") return parar(datos.estado, datos.mensaje);
    form.elements.version.value = datos.version;
    guardado = cuerpo;
    sinAcuse = null;
    fallos = 0;
    errores = datos.errores;
    decir("guardado", datos.mensaje);
    senalar();
    if (falta()) programar(PAUSA);
    return true;
  };

  /* True when this went well; more may have been typed meanwhile. */
  const guardar = async () => {
    clearTimeout(reloj);
    if (enCamino) await enCamino;
    if (detenido || saliendo) return false;
    if (sinAcuse === null && !falta()) return true;
    enCamino ??= enviar(sinAcuse ?? campos(form)).finally(() => {
      enCamino = null;
    });
    return enCamino;
  };

  const programar = (pausa) => {
    clearTimeout(reloj);
    if (!detenido && !saliendo) reloj = setTimeout(guardar, pausa);
  };

  // --- The session (static/js/sesion.js knows of it) --------------------------------------------

  const sesionPerdida = (mensaje) => {
    fallos += 1;
    parar("sesion", mensaje ?? linea.dataset.fallo);
    document.dispatchEvent(new CustomEvent("sesion:perdida"));
    return false;
  };
  document.addEventListener("sesion:recobrada", () => {
    if (linea.dataset.estado !== "sesion") return;
    detenido = false;
    programar(fallos > 1 ? Math.min(PAUSA * 2 ** fallos, ESPERA_MAXIMA) : 0);
  });

  // --- When -------------------------------------------------------------------------------------

  const alEscribir = () => {
    desde ||= Date.now();
    if (!fallos) programar(Math.max(0, Math.min(PAUSA, desde + SIN_PAUSA - Date.now())));
  };
  form.addEventListener("input", alEscribir);
  form.addEventListener("change", alEscribir);
  form.addEventListener("focusout", (evento) => {
    // The button that takes the focus is about to send the form itself.
    if (!fallos && !evento.relatedTarget?.matches("button") && falta()) guardar();
    setTimeout(senalar);
  });
  linea.querySelector("[data-en=fallo]").addEventListener("click", guardar);
  window.addEventListener("online", () => {
    if (fallos) guardar();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && falta()) guardar();
  });

  /* The form itself, and links to other pages, wait until what is under way has arrived. */
  const esperar = async (evento, listo, seguir) => {
    evento.preventDefault();
    while (!listo()) if (!(await guardar())) return;
    seguir();
  };
  form.addEventListener("submit", (evento) => {
    clearTimeout(reloj);
    if (sinAcuse !== null) {
      const boton = evento.submitter;
      esperar(evento, () => sinAcuse === null, () => form.requestSubmit(boton));
    } else if (saliendo) {
      evento.preventDefault(); // the second of a double click
    } else {
      saliendo = true;
    }
  });
  document.addEventListener("click", (evento) => {
    const enlace = evento.target.closest?.("a[href]");
    const aOtraParte = evento.button || evento.ctrlKey || evento.metaKey || evento.shiftKey || evento.altKey;
    if (!enlace || aOtraParte || evento.defaultPrevented || enlace.target || detenido || fallos) return;
    if (enlace.getAttribute("href").startsWith("#") || enlace.matches(".salir") || !falta()) return;
    esperar(evento, () => !falta(), () => enlace.click());
  });

  window.addEventListener("beforeunload", (evento) => {
    if (!saliendo && (falta() || errores.length)) evento.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    if (saliendo || detenido || !falta()) return;
    const cuerpo = campos(form);
    if (cuerpo === sinAcuse && enCamino) return; // it arrives by itself
    mandar(cuerpo, sinAcuse === null || cuerpo === sinAcuse ? {} : { previa: sinAcuse }).catch(() => {});
  });
  window.addEventListener("pageshow", (evento) => {
    if (evento.persisted) saliendo = false;
    if (falta()) programar(PAUSA);
  });
})();
