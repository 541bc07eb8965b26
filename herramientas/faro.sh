#!/usr/bin/env bash
# Lighthouse, in mobile mode, of the pages that visitors open first: its four scores of 100, and
# the kilobytes that came over the wire.
# usage: faro.sh DIRECCION   (a server that answers there as if over https: tras_proxy.py)
set -euo pipefail
base="${1%/}"
aqui="$(mktemp -d)"
trap 'rm -rf "$aqui"' EXIT
export CHROME_PATH="${CHROME_PATH:-/usr/bin/chromium}"
npm install --silent --no-audit --no-fund --prefix "$aqui" lighthouse@12.8.2 >/dev/null
printf '%-28s %7s %7s %7s %7s %7s\n' "" speed access best seo kB
for pagina in / /plan/ /plan/actividades/3.2/ /paises/gt/ /informes/2024/ /ayuda-victimas/ /en/; do
  for _ in 1 2 3; do # a trace now and then does not start: Lighthouse itself says "run again"
    "$aqui/node_modules/.bin/lighthouse" "$base$pagina" --quiet --output=json \
      --output-path="$aqui/faro.json" \
      --chrome-flags="--headless=new --no-sandbox --disable-gpu" 2>/dev/null && break
  done
  .venv/bin/python - "$aqui/faro.json" "$pagina" <<'PY'
import json, sys
archivo, pagina = sys.argv[1:]
faro = json.load(open(archivo))
claves = ("performance", "accessibility", "best-practices", "seo")
notas = [faro["categories"][clave]["score"] for clave in claves]
peso = faro["audits"]["total-byte-weight"]["numericValue"] / 1000
columnas = ["?" if nota is None else f"{100 * nota:.0f}" for nota in notas] + [f"{peso:.0f}"]
print(f"{pagina:28}" + "".join(f" {c:>7}" for c in columnas))
PY
done
