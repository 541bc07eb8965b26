// Checks a file of the reader's: its SHA-256 is computed here, the file goes nowhere. One of the
// files listed on the page is told at once; of any other, the page of its hash is opened.
"use strict";

(() => {
  const seccion = document.querySelector(".comprobar-archivo");
  // A browser offers crypto.subtle on secure connections only.
  if (!seccion || !window.crypto?.subtle || !File.prototype.arrayBuffer) return;

  const LIMITE = 200 * 1024 * 1024; // digest() wants the whole file in memory
  const zona = seccion.querySelector(".soltar");
  const campo = zona.querySelector("input");
  const estado = zona.querySelector("[role=status]");
  const filas = [...document.querySelectorAll("[data-huella]")];
  let vuelta = 0;

  const decir = (texto, clase = "") => {
    estado.className = `dicho ${clase}`;
    estado.textContent = texto;
  };
  const frase = (clave, archivo) => seccion.dataset[clave].replace("{archivo}", () => archivo.name);
  const en_hexadecimal = (datos) =>
    [...new Uint8Array(datos)].map((octeto) => octeto.toString(16).padStart(2, "0")).join("");
  const huellaDe = async (archivo) =>
    en_hexadecimal(await crypto.subtle.digest("SHA-256", await archivo.arrayBuffer()));

  const comprobar = async (archivo) => {
    vuelta += 1;
    const esta = vuelta;
    for (const fila of filas) fila.classList.remove("coincide");
    if (archivo.size > LIMITE) return decir(frase("grande", archivo), "problema");
    decir(frase("calculando", archivo));
    let huella;
    try {
      huella = await huellaDe(archivo);
    } catch {
      if (esta === vuelta) decir(frase("ilegible", archivo), "problema");
      return;
    }
    if (esta !== vuelta) return; // another file was chosen meanwhile
    const fila = filas.find((otra) => otra.dataset.huella === huella);
    if (fila) {
      const { nombre, dicho, estado: situacion } = fila.dataset;
      fila.classList.add("coincide");
      return decir(`${archivo.name} = ${nombre}. ${dicho}`, situacion === "vigente" ? "bien" : "atencion");
    }
    decir(frase(filas.length ? "buscando" : "directo", archivo));
    recordar(huella);
    location.assign(`${seccion.dataset.destino}${huella}/`);
  };

  // The hash of the file that was chosen, for the page that is opened for it, once. A link that
  // somebody shares does not carry it.
  const RECUERDO = "huella-elegida";
  const recordar = (huella) => {
    try {
      sessionStorage.setItem(RECUERDO, huella);
    } catch {} // no storage: the page says all but that
  };
  const recordada = () => {
    try {
      const huella = sessionStorage.getItem(RECUERDO);
      sessionStorage.removeItem(RECUERDO);
      return huella;
    } catch {
      return null;
    }
  };
  const traida = recordada();
  if (traida && location.pathname.endsWith(`/${traida}/`)) {
    for (const parrafo of document.querySelectorAll(".si-lo-trajo")) parrafo.hidden = false;
    for (const parrafo of document.querySelectorAll(".si-no")) parrafo.hidden = true;
  }

  const elegidos = (archivos) => {
    if (archivos.length > 1) decir(seccion.dataset.varios, "problema");
    else if (archivos.length) comprobar(archivos[0]);
  };

  campo.addEventListener("change", () => elegidos(campo.files));
  // Dropped beside the zone, a file would be opened instead of the page.
  const lleva = (suceso) => suceso.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (suceso) => {
    if (!lleva(suceso)) return;
    suceso.preventDefault();
    zona.classList.add("encima");
  });
  document.addEventListener("dragleave", (suceso) => {
    if (!suceso.relatedTarget) zona.classList.remove("encima");
  });
  document.addEventListener("drop", (suceso) => {
    if (!lleva(suceso)) return;
    suceso.preventDefault();
    zona.classList.remove("encima");
    campo.value = "";
    elegidos(suceso.dataTransfer.files);
  });
  // The same file again, changed meanwhile, is a new choice.
  campo.addEventListener("click", () => (campo.value = ""));

  zona.hidden = false;
  seccion.querySelector(".sin-calculo").hidden = true;
  seccion.querySelector("details").open = false;
})();
