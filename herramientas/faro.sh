#!/usr/bin/env bash
# Lighthouse, in mobile mode, of the pages that visitors open first: its four scores of 100.
# usage: faro.sh DIRECCION   (a server that believes X-Forwarded-Proto)
set -euo pipefail
base="${1%/}"
aqui="$(mktemp -d)"
trap 'rm -rf "$aqui"' EXIT
export CHROME_PATH="${CHROME_PATH:-/usr/bin/chromium}"
npm install --silent --no-audit --no-fund --prefix "$aqui" lighthouse@12.8.2 >/dev/null
printf '%-28s %6s %6s %6s %6s\n' "" speed access best seo
for pagina in / /plan/ /paises/gt/ /informes/2024/ /ayuda-victimas/ /en/; do
  "$aqui/node_modules/.bin/lighthouse" "$base$pagina" --quiet --output=json \
    --output-path="$aqui/faro.json" --extra-headers='{"X-Forwarded-Proto": "https"}' \
    --chrome-flags="--headless=new --no-sandbox --disable-gpu --disable-quic" || true
  .venv/bin/python - "$aqui/faro.json" "$pagina" <<'PY'
import json, sys
archivo, pagina = sys.argv[1:]
partes = json.load(open(archivo))["categories"]
claves = ("performance", "accessibility", "best-practices", "seo")
puntos = [round(100 * (partes[c]["score"] or 0)) for c in claves]
print(f"{pagina:28}" + "".join(f"{p:7}" for p in puntos))
PY
done
