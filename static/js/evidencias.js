/* Evidence: each file uploads by itself with its progress; without this script the form sends
   them all together. The server judges every file; here only what is too large is told at once. */
(() => {
  "use strict";
  const form = document.getElementById("subir-evidencias");
  if (!form || !window.FormData || !window.fetch) return;

  const campo = form.querySelector("input[type=file]");
  const boton = form.querySelector("button");
  const seccion = document.getElementById("progreso-evidencias");
  const lista = seccion.querySelector("ul");
  const estado = seccion.querySelector("[role=status]");
  const salida = seccion.querySelector(".acciones");
  const cabeceras = { "X-Requested-With": "XMLHttpRequest" };

  const decir = (clave, datos = {}) =>
    Object.entries(datos).reduce((t, [n, v]) => t.replace(`{${n}}`, v), form.dataset[clave]);
  const tamano = (bytes) =>
    `${(bytes / 1048576).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} MB`;

  const crear = (etiqueta, clase, texto = "") => {
    const elemento = document.createElement(etiqueta);
    elemento.className = clase;
    elemento.textContent = texto;
    return elemento;
  };

  /* What the fields say, with one file or none. */
  const datosCon = (archivo) => {
    const datos = new FormData(form);
    datos.delete(campo.name);
    if (archivo) datos.append(campo.name, archivo, archivo.name);
    return datos;
  };

  /* Whether an answer is the login page, or refuses a token that another login has replaced.
     Then static/js/sesion.js tells the person; the chosen files stay chosen. */
  const sinSesion = (llevada, codigo, html) => {
    const perdida = llevada || codigo === 401 || (codigo === 403 && !html.includes("errores-evidencia"));
    if (perdida) document.dispatchEvent(new CustomEvent("sesion:perdida"));
    return perdida;
  };

  /* Why nothing has been sent. */
  const avisar = (clave) => {
    seccion.hidden = false;
    estado.textContent = decir(clave);
    seccion.focus();
  };
  document.addEventListener("sesion:recobrada", () => {
    if (!lista.children.length) seccion.hidden = true;
  });

  /* The fields are asked about before anything large is sent: true when they are right. */
  const camposBien = async () => {
    const datos = datosCon(null);
    datos.append("comprobar", "si");
    const respuesta = await fetch(form.action, { method: "POST", body: datos, headers: cabeceras });
    if (respuesta.status === 204) {
      limpiarErrores();
      return true;
    }
    const html = await respuesta.text();
    if (sinSesion(respuesta.redirected, respuesta.status, html)) {
      avisar("sesion");
      return false;
    }
    cambiarPor(html, ["errores-evidencia", "campos-evidencia"]);
    const resumen = document.querySelector("#errores-evidencia .resumen-errores");
    if (resumen) resumen.focus();
    return false;
  };

  const limpiarErrores = () => {
    document.getElementById("errores-evidencia").replaceChildren();
    for (const campo of form.querySelectorAll(".con-error")) {
      campo.classList.remove("con-error");
      for (const error of campo.querySelectorAll(".error")) error.remove();
      for (const control of campo.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
    }
  };

  /* Parts of this page as the server now writes them. */
  const cambiarPor = (html, partes) => {
    const pagina = new DOMParser().parseFromString(html, "text/html");
    for (const id of partes) {
      const nueva = pagina.getElementById(id);
      const vieja = document.getElementById(id);
      if (nueva && vieja) vieja.replaceChildren(...nueva.childNodes);
    }
    document.title = pagina.title || document.title;
  };

  const renglon = (archivo) => {
    const li = crear("li", "");
    const barra = document.createElement("progress");
    barra.max = 100;
    barra.value = 0;
    barra.setAttribute("aria-label", archivo.name);
    const texto = crear("p", "menor", decir("espera"));
    li.append(crear("p", "nombre", archivo.name), barra, texto);
    lista.append(li);
    return { archivo, li, barra, texto, guardado: false };
  };

  const terminar = (fila, guardado, mensaje, reintentar) => {
    fila.guardado = guardado;
    fila.barra.remove();
    fila.texto.className = guardado ? "bien" : "error";
    fila.texto.textContent = mensaje;
    if (reintentar) {
      const otra = crear("button", "boton plano", decir("otraVez"));
      otra.type = "button";
      otra.append(crear("span", "oculto", ` ${fila.archivo.name}`));
      otra.addEventListener("click", () => {
        fila.li.remove();
        subirTodos([fila.archivo]);
      });
      fila.li.append(otra);
    }
    estado.textContent = `${fila.archivo.name}: ${mensaje}`;
  };

  const subir = (fila) =>
    new Promise((listo) => {
      if (fila.archivo.size > Number(form.dataset.maximo)) {
        terminar(fila, false, decir("grande", { tamano: tamano(fila.archivo.size) }));
        listo();
        return;
      }
      const peticion = new XMLHttpRequest();
      peticion.open("POST", form.action);
      peticion.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      peticion.upload.addEventListener("progress", (evento) => {
        if (!evento.lengthComputable) return;
        const parte = Math.round((evento.loaded / evento.total) * 100);
        fila.barra.value = parte;
        fila.texto.textContent = parte < 100 ? decir("subiendo", { parte }) : decir("revisando");
      });
      peticion.addEventListener("loadend", () => {
        try {
          const dicho = JSON.parse(peticion.responseText);
          terminar(fila, dicho.guardado, dicho.mensaje);
        } catch {
          const { responseURL: llegada, status: codigo, responseText: html } = peticion;
          const llevada = llegada !== "" && llegada !== form.action.split("#")[0];
          terminar(fila, false, decir(sinSesion(llevada, codigo, html) ? "sesion" : "corte"), true);
        }
        listo();
      });
      peticion.send(datosCon(fila.archivo));
    });

  const resultado = (buenos, todos) => {
    if (todos === 1) return decir(buenos ? "finalUno" : "finalNinguno");
    return decir("final", { buenos, todos });
  };

  const subirTodos = async (archivos) => {
    boton.disabled = true;
    seccion.hidden = false;
    salida.hidden = true;
    seccion.focus();
    const filas = archivos.map(renglon);
    for (const fila of filas) await subir(fila);
    const buenos = filas.filter((fila) => fila.guardado).length;
    estado.textContent = resultado(buenos, filas.length);
    boton.disabled = false;
    salida.hidden = false;
    campo.value = "";
    try {
      const respuesta = await fetch(form.action);
      if (!respuesta.redirected) cambiarPor(await respuesta.text(), ["ya-subidas-lista"]);
    } catch {
      /* the list stays as it was: the page shows it when it is next opened */
    }
  };

  form.addEventListener("submit", async (evento) => {
    const archivos = [...campo.files];
    if (!archivos.length) return; // the server says what is missing
    evento.preventDefault();
    boton.disabled = true;
    try {
      if (await camposBien()) await subirTodos(archivos);
    } catch {
      avisar("corte");
    }
    boton.disabled = false;
  });
})();
