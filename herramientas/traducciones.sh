#!/usr/bin/env bash
# Fails when a text of the portal has no finished English translation. The texts are collected
# afresh in a copy, so one that was never collected is found too, and nothing here is changed.
set -euo pipefail
cd "$(dirname "$0")/.."
raiz="$PWD"
copia="$(mktemp -d)"
trap 'rm -rf "$copia"' EXIT

cp -r manage.py corett actores planes informes templates locale docs "$copia"
mkdir "$copia/static"
cp -r static/marca "$copia/static/" # read when the charts are imported
cd "$copia"
DEBUG=1 "$raiz/.venv/bin/python" manage.py makemessages --locale en --no-obsolete --verbosity 0
catalogo=locale/en/LC_MESSAGES/django.po
pendientes="$(msgattrib --untranslated --no-wrap "$catalogo"; msgattrib --only-fuzzy --no-wrap "$catalogo")"
if [ -n "$pendientes" ]; then
  printf '%s\n' "$pendientes"
  echo "traducciones: the texts above lack an English translation (make messages, then locale/en)" >&2
  exit 1
fi
