// "Usar esta cifra": writes what the register adds up to into the fields of its Dato, and asks for
// a note where the figure typed is another. Without this script the choice among the reasons does it.
"use strict";

for (const caja of document.querySelectorAll("[data-propuesta]")) {
  const grupo = document.getElementById(caja.dataset.propuesta);
  const boton = caja.querySelector("[data-usar]");
  const aviso = caja.querySelector("[data-pregunta]");
  const nota = grupo.querySelector(".nota-dato");
  const cifras = new Map([...caja.querySelectorAll("[data-campo]")].map((e) => [e.dataset.campo, e.dataset.valor]));
  const campos = [...grupo.querySelectorAll("input[type=text]")];
  const propia = (campo) => cifras.get(campo.name) ?? "";
  // The same number, however it is written: 1 250 and 1250.
  const cifrasDe = (texto) => texto.replace(/[^\d]/g, "");
  const elegir = (valor) => {
    const opcion = grupo.querySelector(`[name$="-situacion"][value="${valor}"]`);
    if (opcion) opcion.checked = true;
  };
  const usar = () => {
    for (const campo of campos) campo.value = propia(campo);
    elegir("registro");
    campos[0].dispatchEvent(new Event("input", { bubbles: true }));
    aviso.textContent = aviso.dataset.puesta;
  };

  boton.hidden = false;
  boton.addEventListener("click", usar);
  grupo.addEventListener("change", (suceso) => {
    const campo = suceso.target;
    if (campo.name.endsWith("-situacion") && campo.value === "registro") usar();
    if (!campos.includes(campo) || cifrasDe(campo.value) === cifrasDe(propia(campo))) return;
    elegir("dato");
    const otra = campo.name.endsWith("-numero") && campo.value.trim() !== "";
    const dicha = nota?.querySelector("textarea")?.value.trim();
    aviso.textContent = otra && !dicha ? aviso.dataset.pregunta : "";
    if (otra && nota) nota.open = true;
  });
}
