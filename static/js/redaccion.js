// Makes the text areas of a form (templates/admin/informes/redaccion/_editor.html) editors of
// rich text. The text area stays the field that is sent; what comes is cleaned by the server.
(() => {
  const formulario = document.querySelector("form.redactar");
  const plantilla = document.getElementById("herramientas");
  if (!formulario || !plantilla || !("execCommand" in document)) return;
  document.execCommand("defaultParagraphSeparator", false, "p");
  document.execCommand("styleWithCSS", false, "false");
  let ultimo = null; // where figures are inserted: the editor last written in
  let rango = null; // and the place in it

  const contar = (texto) =>
    (texto.replace(/\[\[.*?\]\]/g, "0").match(/[\p{L}\p{N}_][\p{L}\p{N}_'’.,-]*/gu) || []).length;
  const recordar = (editor) => {
    const seleccion = window.getSelection();
    if (seleccion.rangeCount && editor.contains(seleccion.anchorNode)) {
      ultimo = editor;
      rango = seleccion.getRangeAt(0).cloneRange();
    }
  };
  const volver = (editor) => {
    const lugar = rango; // focusing moves the caret, and remembers that
    editor.focus();
    if (ultimo === editor && lugar) {
      const seleccion = window.getSelection();
      seleccion.removeAllRanges();
      seleccion.addRange(lugar);
    }
  };

  // Where the caret is, as characters from the start of the editor: making a list makes its text
  // anew, and throws the caret to its start. Null where there is no text.
  const cuantas = (editor, nodo, lugar) => {
    if (nodo?.nodeType !== Node.TEXT_NODE || !editor.contains(nodo)) return null;
    const hasta = document.createRange();
    hasta.setStart(editor, 0);
    hasta.setEnd(nodo, lugar);
    return { letras: hasta.toString().length, alInicio: !lugar };
  };
  const lugarDe = (editor, { letras, alInicio }) => {
    const textos = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
    let quedan = letras;
    for (let nodo = textos.nextNode(); nodo; nodo = textos.nextNode()) {
      const cabe = alInicio ? quedan < nodo.length : quedan <= nodo.length;
      if (cabe) return [nodo, quedan];
      quedan -= nodo.length;
    }
    return null;
  };
  // Browsers make a list inside the paragraph that it was, and of a list lines without any.
  const enBloques = (editor) => {
    for (const lista of editor.querySelectorAll("p > ul, p > ol")) {
      const p = lista.parentElement;
      const resto = document.createElement("p");
      while (lista.nextSibling) resto.append(lista.nextSibling);
      p.after(lista);
      if (resto.textContent.trim()) lista.after(resto);
      if (!p.textContent.trim()) p.remove();
    }
    let p = null;
    for (const nodo of [...editor.childNodes]) {
      if (nodo.nodeType === Node.ELEMENT_NODE && nodo.matches("p, ul, ol, blockquote, h2, h3, div")) {
        p = null;
        continue;
      }
      if (!p) nodo.before((p = document.createElement("p")));
      p.append(nodo);
      if (nodo.nodeName !== "BR") continue;
      if (p.textContent) nodo.remove();
      p = null;
    }
  };
  const hacerLista = (editor, orden) => {
    const seleccion = window.getSelection();
    const { anchorNode, anchorOffset, focusNode, focusOffset } = seleccion;
    const antes = [cuantas(editor, anchorNode, anchorOffset), cuantas(editor, focusNode, focusOffset)];
    document.execCommand(orden);
    const hecho = [seleccion.anchorNode, seleccion.anchorOffset];
    enBloques(editor);
    const [desde, hasta] = antes.map((uno) => uno && lugarDe(editor, uno));
    if (desde && hasta) seleccion.setBaseAndExtent(...desde, ...hasta);
    else if (hecho[0] !== editor && editor.contains(hecho[0])) seleccion.collapse(...hecho);
  };
  // What was typed as an address, whole; empty when it cannot be one.
  const completa = (escrita) => {
    if (!escrita || /\s|\[\[|\]\]/.test(escrita)) return "";
    let url = escrita;
    if (/^\/(?!\/)/.test(url)) url = location.origin + url;
    else if (/^[^\s@:/]+@[^\s@/]+\.[^\s@/]+$/.test(url)) url = `mailto:${url}`;
    else if (/^[^\s@:/?#]+\.[^\s@:/?#.]{2,}(:\d+)?([/?#]|$)/.test(url)) url = `https://${url}`;
    if (/^mailto:[^@]+@[^@]+$/i.test(url)) return url;
    return /^https?:\/\/[^/?#]+/i.test(url) ? url : "";
  };

  for (const caja of formulario.querySelectorAll("[data-editor]")) {
    const campo = caja.querySelector("textarea");
    const cuenta = caja.querySelector("[data-palabras]");
    const editor = document.createElement("div");
    editor.className = "texto-escrito escribir";
    editor.contentEditable = "true";
    editor.id = `${campo.id}_editor`;
    editor.lang = campo.lang;
    for (const [nombre, valor] of Object.entries({
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": `${campo.id}_rotulo`,
      "aria-describedby": [`${campo.id}_cuenta`, campo.getAttribute("aria-describedby")]
        .filter(Boolean)
        .join(" "),
    }))
      editor.setAttribute(nombre, valor);
    if (campo.getAttribute("aria-invalid")) editor.setAttribute("aria-invalid", "true");
    editor.innerHTML = campo.value || "<p><br></p>";
    const inicial = campo.value;

    const pieza = plantilla.content.cloneNode(true);
    const barra = pieza.querySelector(".herramientas");
    const enlace = pieza.querySelector(".poner-enlace");
    const direccion = enlace.querySelector("input");
    const falta = enlace.querySelector("[data-falta]");
    falta.id = `${campo.id}_falta`;
    direccion.setAttribute("aria-describedby", falta.id);
    const abrir = barra.querySelector("[data-orden=enlace]");
    barra.setAttribute("aria-label", `${barra.getAttribute("aria-label")}: ${caja.dataset.nombre}`);
    barra.setAttribute("aria-controls", editor.id);
    campo.before(pieza, editor);
    campo.hidden = true;
    // The label, and what the summary of errors points at.
    const alCampo = [caja.querySelector("label"), ...document.querySelectorAll(`a[href="#${campo.id}"]`)];
    for (const puntero of alCampo)
      puntero.addEventListener("click", (evento) => {
        evento.preventDefault();
        editor.focus();
      });

    const pasar = () => {
      const vacio = !editor.textContent.trim();
      campo.value = vacio ? "" : editor.innerHTML;
      cuenta.textContent = contar(vacio ? "" : editor.innerText);
    };
    const marcar = () => {
      for (const boton of barra.querySelectorAll("[data-orden]")) {
        const { orden, valor } = boton.dataset;
        if (orden === "enlace") continue;
        const puesto = valor
          ? document.queryCommandValue("formatBlock") === valor
          : document.queryCommandState(orden);
        boton.setAttribute("aria-pressed", String(puesto));
      }
    };
    const ordenar = (orden, valor = null) => {
      volver(editor);
      if (orden.endsWith("List")) hacerLista(editor, orden);
      else document.execCommand(orden, false, valor);
      recordar(editor);
      pasar();
      marcar();
    };

    // One stop of Tab for the bar, the arrows inside it.
    const botones = [...barra.querySelectorAll("button")];
    botones.forEach((boton, i) => (boton.tabIndex = i ? -1 : 0));
    barra.addEventListener("keydown", (evento) => {
      const salto = { ArrowRight: 1, ArrowLeft: -1 }[evento.key];
      if (!salto) return;
      evento.preventDefault();
      const ahora = botones.indexOf(document.activeElement);
      const otro = botones[(ahora + salto + botones.length) % botones.length];
      botones.forEach((boton) => (boton.tabIndex = boton === otro ? 0 : -1));
      otro.focus();
    });
    barra.addEventListener("mousedown", (evento) => evento.preventDefault());
    barra.addEventListener("click", (evento) => {
      const boton = evento.target.closest("[data-orden]");
      if (!boton) return;
      if (boton !== abrir) return ordenar(boton.dataset.orden, boton.dataset.valor ?? null);
      enlace.hidden = !enlace.hidden;
      abrir.setAttribute("aria-expanded", String(!enlace.hidden));
      if (enlace.hidden) return;
      avisar(false);
      const puesto = rango?.commonAncestorContainer.parentElement?.closest("a");
      direccion.value = puesto ? puesto.href : "";
      direccion.focus();
    });
    const avisar = (hay) => {
      falta.hidden = !hay;
      direccion.setAttribute("aria-invalid", String(hay));
    };
    const cerrar = () => {
      enlace.hidden = true;
      abrir.setAttribute("aria-expanded", "false");
    };
    const poner = () => {
      const url = completa(direccion.value.trim());
      avisar(!url);
      if (!url) return direccion.focus();
      volver(editor);
      if (window.getSelection().isCollapsed) {
        const a = Object.assign(document.createElement("a"), { href: url, textContent: url });
        document.execCommand("insertHTML", false, a.outerHTML);
      } else document.execCommand("createLink", false, url);
      recordar(editor);
      pasar();
      cerrar();
    };
    enlace.querySelector("[data-poner]").addEventListener("click", poner);
    enlace.querySelector("[data-quitar]").addEventListener("click", () => {
      ordenar("unlink");
      cerrar();
    });
    direccion.addEventListener("keydown", (evento) => {
      if (evento.key === "Enter") {
        evento.preventDefault();
        poner();
      } else if (evento.key === "Escape") {
        cerrar();
        abrir.focus();
      }
    });

    // Pasted is only the text: what word processors bring along is thrown away anyway.
    editor.addEventListener("paste", (evento) => {
      evento.preventDefault();
      const texto = evento.clipboardData.getData("text/plain");
      const trozos = texto.split(/\r?\n(?:[ \t]*\r?\n)*/).filter((t) => t.trim());
      if (trozos.length < 2) return document.execCommand("insertText", false, texto);
      const hechos = trozos.map((t) => {
        const p = document.createElement("p");
        p.textContent = t;
        return p.outerHTML;
      });
      document.execCommand("insertHTML", false, hechos.join(""));
    });
    editor.addEventListener("drop", (evento) => evento.preventDefault());
    editor.addEventListener("input", pasar);
    for (const suceso of ["keyup", "mouseup", "focus", "input"])
      editor.addEventListener(suceso, () => {
        recordar(editor);
        marcar();
      });
    formulario.addEventListener("submit", pasar);
    ultimo ??= editor;
    pasar();
    campo.value = campo.value && inicial; // nothing changes until somebody writes
  }

  // The figures: a search, and a button that puts one where the caret was.
  const ofrecerCifras = (panel) => {
    const buscador = panel.querySelector("input[type=search]");
    const halladas = panel.querySelector("[data-halladas]");
    const llano = (texto) => texto.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    buscador.closest("p").hidden = false;
    buscador.addEventListener("input", () => {
      const pedidas = llano(buscador.value).split(/\s+/).filter(Boolean);
      let n = 0;
      for (const fila of panel.querySelectorAll("[data-texto]")) {
        const texto = llano(fila.dataset.texto);
        fila.hidden = !pedidas.every((palabra) => texto.includes(palabra));
        n += !fila.hidden;
      }
      halladas.textContent = halladas.dataset.frase.replace("{n}", n);
    });
    buscador.addEventListener("keydown", (evento) => {
      if (evento.key === "Enter") evento.preventDefault();
    });
    for (const boton of panel.querySelectorAll("[data-insertar]")) {
      boton.hidden = false;
      boton.addEventListener("click", () => {
        volver(ultimo);
        document.execCommand("insertText", false, boton.dataset.insertar);
      });
    }
  };
  const panel = formulario.querySelector("[data-cifras]");
  if (panel) ofrecerCifras(panel);
})();
