/* Quick exit: click on a.salir, or Shift three times within two seconds. The link works without
   this script; with it the page is covered at once and left out of the back button. */
(() => {
  "use strict";
  const enlace = document.querySelector("a.salir");
  if (!enlace) return;

  const salir = () => {
    const velo = document.createElement("div");
    velo.className = "velo";
    velo.setAttribute("role", "alert");
    velo.textContent = enlace.dataset.aviso || "";
    document.body.replaceChildren(velo);
    document.title = "…";
    window.location.replace(enlace.href);
  };

  enlace.addEventListener("click", (evento) => {
    evento.preventDefault();
    salir();
  });

  let veces = 0;
  let ultima = 0;
  document.addEventListener("keydown", (evento) => {
    if (evento.key !== "Shift") veces = 0;
    else if (!evento.repeat) {
      veces = evento.timeStamp - ultima < 2000 ? veces + 1 : 1;
      ultima = evento.timeStamp;
      if (veces === 3) salir();
    }
  });
})();
