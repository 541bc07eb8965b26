/* Warns five minutes before the session ends, lets one stay, and says when it is over. */
(() => {
  "use strict";
  const aviso = document.querySelector("dialog[data-sesion]");
  if (!aviso) return;
  const ANTES = 300; // seconds
  const HORA = 3600;
  const titulo = aviso.querySelector("h2");
  let reloj = 0;
  let preguntada = 0;
  let perdida = false;

  const volverEn = (segundos) => {
    clearTimeout(reloj);
    reloj = setTimeout(preguntar, segundos * 1000);
  };

  const mostrar = (cuando, mensaje) => {
    if (titulo.textContent !== mensaje) titulo.textContent = mensaje;
    aviso.querySelectorAll("[data-cuando]").forEach((parte) => {
      const deEnlace = parte.matches("a") && cuando === "ajena";
      parte.hidden = parte.dataset.cuando !== cuando && !deEnlace;
    });
    // Closed by hand, it comes back only when there is something new to say.
    if (!aviso.open && aviso.dataset.dicho !== cuando) aviso.showModal();
    aviso.dataset.dicho = cuando;
  };

  const sigue = (datos) => {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((campo) => {
      campo.value = datos.csrf; // logging in again has changed it
    });
    aviso.dataset.csrf = datos.csrf;
    if (perdida) document.dispatchEvent(new CustomEvent("sesion:recobrada"));
    perdida = false;
    if (datos.segundos <= ANTES) {
      mostrar("viva", datos.mensaje);
      volverEn(Math.min(30, datos.segundos + 1));
    } else {
      delete aviso.dataset.dicho;
      aviso.close();
      volverEn(Math.min(datos.segundos - ANTES, HORA));
    }
  };

  const preguntar = async (metodo = "GET") => {
    clearTimeout(reloj);
    preguntada = Date.now();
    let respuesta;
    let datos;
    try {
      const cuerpo = metodo === "POST" ? new URLSearchParams({ csrfmiddlewaretoken: aviso.dataset.csrf }) : null;
      respuesta = await fetch(aviso.dataset.sesion, { method: metodo, body: cuerpo, redirect: "manual" });
      datos = await respuesta.json();
    } catch {
      volverEn(30); // no line now
      return;
    }
    if (respuesta.ok && String(datos.persona) === aviso.dataset.persona) {
      sigue(datos);
      return;
    }
    perdida = true;
    mostrar(respuesta.ok ? "ajena" : "terminada", respuesta.ok ? aviso.dataset.ajena : datos.mensaje);
  };

  aviso.querySelector("[data-seguir]").addEventListener("click", () => preguntar("POST"));
  aviso.querySelector("[data-cerrar]").addEventListener("click", () => aviso.close());
  document.addEventListener("sesion:perdida", () => {
    perdida = true;
    preguntar();
  });
  // A computer that slept, or a tab in which somebody has logged in again.
  const alVolver = () => {
    const hace = Date.now() - preguntada;
    if (document.visibilityState === "visible" && hace > (perdida ? 1000 : 60000)) preguntar();
  };
  document.addEventListener("visibilitychange", alVolver);
  window.addEventListener("focus", alVolver);
  volverEn(10);
})();
