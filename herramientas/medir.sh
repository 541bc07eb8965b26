#!/usr/bin/env bash
# Figures side by side, no pass or fail: queries and milliseconds of the pages people use, the
# time to build a data cut, the annual report beside a plain table, and requests per second of
# cached public pages beside a fixed text behind the same middleware; Lighthouse; a semester
# filled by keyboard on a slow line.
# Everything in a directory of its own.
set -euo pipefail
cd "$(dirname "$0")/.."
tmp="$(mktemp -d)"
servidores=()
terminar() {
  for pid in "${servidores[@]}"; do kill "$pid" 2>/dev/null || true; done
  rm -rf "$tmp"
}
trap terminar EXIT

export DATABASE_URL="sqlite:///$tmp/medir.sqlite3" MEDIA_ROOT="$tmp/media" PYTHONPATH=.
py=.venv/bin/python
DEBUG=1 $py manage.py migrate --verbosity 0
DEBUG=1 $py manage.py demo --sin-informes >/dev/null

echo "== Pages, cut and document (demo data, SQLite)"
DEBUG=1 DJANGO_SETTINGS_MODULE=corett.settings $py herramientas/medir.py

echo "== Requests per second: wrk, 2 workers, 16 connections, 6 s each"
medir_wrk() { # name, page
  curl -s -o /dev/null -H 'Accept-Encoding: gzip' "$sitio$2"
  wrk -t2 -c16 -d6s -H 'Accept-Encoding: gzip' "$sitio$2" |
    awk -v n="$1" '/Requests\/sec/{printf "%-44s %8.0f\n", n, $2}/Non-2xx/{print}'
}
sitio=http://127.0.0.1:8471
herramientas/produccion.sh env STATIC_ROOT="$tmp/static" $py manage.py collectstatic --no-input --verbosity 0
herramientas/produccion.sh env STATIC_ROOT="$tmp/static" PROXIES=1 PYTHONPATH="$PWD" \
  .venv/bin/gunicorn --workers 2 --bind 127.0.0.1:8471 --log-level error \
  --chdir herramientas vista_fija:application &
servidores+=($!)
for _ in $(seq 50); do
  curl -s -o /dev/null "$sitio/salud/" && break
  sleep 0.2
done
medir_wrk "fixed 20 kB behind the same middleware" /fija/
medir_wrk "our home, cached" /
medir_wrk "our plan page, cached" /plan/
medir_wrk "our activity page, cached" /plan/actividades/3.2/
medir_wrk "fixed 20 kB, again" /fija/
medir_wrk "our activity page, not cached (?x)" "/plan/actividades/3.2/?x"

echo "== Lighthouse, mobile"
herramientas/faro.sh "$sitio"

echo "== A semester filled by keyboard alone: Chromium, 320 px, 400 kb/s"
STATIC_ROOT="$tmp/static" $py herramientas/llenar.py "$tmp"
