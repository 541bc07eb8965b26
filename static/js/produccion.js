/* The documents desk while documents are made: asks every two seconds what has changed, puts it in
   its place and says how many are left. Without it, the link "Actualizar" does the same. */
(() => {
  const mesa = document.querySelector("[data-produccion][data-siguen]");
  if (!mesa) return;
  const dicho = mesa.querySelector("[role=status]");
  const visto = new Map();

  const poner = (clave, html) => {
    if (visto.get(clave) === html) return;
    visto.set(clave, html);
    const lugar = mesa.querySelector(`[data-parte="${CSS.escape(clave)}"]`);
    if (!lugar) return;
    const dentro = lugar.contains(document.activeElement) ? document.activeElement : null;
    const seguido = dentro && [...lugar.querySelectorAll("a, button")].indexOf(dentro);
    lugar.innerHTML = html;
    if (dentro) (lugar.querySelectorAll("a, button")[seguido] ?? mesa.querySelector("h1")).focus();
  };

  const preguntar = async () => {
    let sigue = true;
    try {
      const respuesta = await fetch(mesa.dataset.produccion, { headers: { Accept: "application/json" } });
      if (respuesta.redirected || respuesta.status === 403) return; // the session has ended
      if (respuesta.ok) {
        const { partes, frase, siguen } = await respuesta.json();
        Object.entries(partes).forEach(([clave, html]) => poner(clave, html));
        if (dicho.textContent !== frase) dicho.textContent = frase;
        sigue = siguen;
      }
    } catch {
      // No connection now: the next question may be answered.
    }
    if (sigue) setTimeout(preguntar, 2000);
  };

  setTimeout(preguntar, 2000);
})();
