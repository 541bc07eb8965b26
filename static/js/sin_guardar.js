// What was typed and not saved: leaving the page, or sending another of its forms, would lose it.
// Asks first. The question is the page's, in data-pregunta of the element that has
// data-sin-guardar around the forms; data-sin-guardar="ya" where the server gave back what could
// not be saved.
(() => {
  const zona = document.querySelector("[data-sin-guardar]");
  if (!zona) return;
  let enviando = false;
  const elegido = (lista) =>
    [...lista.options].some((o) => o.defaultSelected)
      ? [...lista.options].some((o) => o.selected !== o.defaultSelected)
      : lista.selectedIndex > 0;
  const cambiado = (campo) => {
    if (campo.type === "hidden" || campo.matches("[data-no-enviar]")) return false;
    if (campo.type === "checkbox" || campo.type === "radio")
      return campo.checked !== campo.defaultChecked;
    if (campo.matches("select")) return elegido(campo);
    return campo.matches("input, textarea") && campo.value !== campo.defaultValue;
  };
  const escrito = (formulario) => [...formulario.elements].find(cambiado);
  const pendientes = (menos) =>
    [...zona.querySelectorAll("form")].filter((f) => f !== menos && escrito(f));
  zona.addEventListener("submit", (evento) => {
    const otros = pendientes(evento.target);
    if (otros.length && !window.confirm(zona.dataset.pregunta)) {
      evento.preventDefault();
      const caja = otros[0].closest("details");
      if (caja) caja.open = true;
      escrito(otros[0]).focus();
      return;
    }
    enviando = true;
  });
  window.addEventListener("beforeunload", (evento) => {
    const hay = zona.dataset.sinGuardar === "ya" || pendientes(null).length;
    if (!enviando && hay) evento.preventDefault();
  });
})();
