/* Quick exit: a click on a.salir, or Shift three times with nothing else pressed between. The page
   is covered at once and replaced in the same tab. The link works without this script.

   The page that was left is in no history of the tab. The portal's pages before it are: so the tab
   remembers that it was left, and one that the button Back brings up is covered and left again.
   Whoever types the address or follows a link is let in. Closing the tab forgets it. */
(() => {
  "use strict";
  const enlace = document.querySelector("a.salir");
  if (!enlace) return;

  const ENTRE = 5000; // milliseconds between two presses: hands may shake
  const MARCA = "salida";

  const recordar = (salio) => {
    try {
      if (salio) sessionStorage.setItem(MARCA, "1");
      else sessionStorage.removeItem(MARCA);
    } catch { /* storage is off: leaving works all the same */ }
  };
  const salio = () => {
    try {
      return sessionStorage.getItem(MARCA) === "1";
    } catch {
      return false;
    }
  };

  const salir = () => {
    const velo = document.createElement("div");
    velo.className = "velo";
    velo.setAttribute("role", "alert");
    velo.textContent = enlace.dataset.aviso || "";
    document.body.replaceChildren(velo);
    document.title = "…";
    recordar(true);
    window.location.replace(enlace.href);
  };

  const [llegada] = performance.getEntriesByType("navigation");
  if (llegada && llegada.type === "back_forward" && salio()) {
    salir();
    return;
  }
  recordar(false);
  window.addEventListener("pageshow", (evento) => {
    if (evento.persisted && salio()) salir();
  });

  // What the help page may promise depends on whether this script runs.
  for (const frase of document.querySelectorAll("[data-con-salida], [data-sin-salida]")) {
    frase.hidden = "sinSalida" in frase.dataset;
  }

  enlace.addEventListener("click", (evento) => {
    evento.preventDefault();
    salir();
  });

  // Told to screen readers after the second press: the third one leaves.
  const voz = document.createElement("p");
  voz.className = "oculto";
  voz.setAttribute("role", "status");

  let veces = 0;
  let ultima = 0;
  const contar = (n) => {
    veces = n;
    if (n === 1) document.body.append(voz); // before it speaks, or nobody hears it
    voz.textContent = n === 2 ? enlace.dataset.falta || "" : "";
  };
  document.addEventListener("keydown", (evento) => {
    if (evento.key !== "Shift") contar(0);
    else if (!evento.repeat) {
      contar(evento.timeStamp - ultima < ENTRE ? veces + 1 : 1);
      ultima = evento.timeStamp;
      if (veces === 3) salir();
    }
  });
  document.addEventListener("pointerdown", () => contar(0));
})();
