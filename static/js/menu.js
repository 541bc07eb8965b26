/* The phone menu is a <details>; this only closes it with Escape, by a click or focus outside. */
(() => {
  "use strict";
  const menu = document.querySelector("details.menu");
  if (!menu) return;

  document.addEventListener("keydown", (evento) => {
    if (evento.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  const cerrarFuera = (evento) => {
    if (menu.open && !menu.contains(evento.target)) menu.open = false;
  };
  document.addEventListener("click", cerrarFuera);
  document.addEventListener("focusin", cerrarFuera);
})();
