// A page of several small forms: sending one of them, or leaving, would lose what was typed in
// another. Asks first. The question is the page's, in data-pregunta of the element that has
// data-sin-guardar around the forms.
(() => {
  const zona = document.querySelector("[data-sin-guardar]");
  if (!zona) return;
  let enviando = false;
  const escrito = (formulario) =>
    [...formulario.querySelectorAll("textarea")].some((t) => t.value !== t.defaultValue);
  const pendientes = (menos) =>
    [...zona.querySelectorAll("form")].filter((f) => f !== menos && escrito(f));
  zona.addEventListener("submit", (evento) => {
    const otros = pendientes(evento.target);
    if (otros.length && !window.confirm(zona.dataset.pregunta)) {
      evento.preventDefault();
      const caja = otros[0].closest("details");
      if (caja) caja.open = true;
      otros[0].querySelector("textarea").focus();
      return;
    }
    enviando = true;
  });
  window.addEventListener("beforeunload", (evento) => {
    if (!enviando && pendientes(null).length) evento.preventDefault();
  });
})();
