#!/usr/bin/env bash
# Sets up what the portal needs on this machine: system libraries and the virtual environment.
# usage: preparar.sh           what `make run` needs
#        preparar.sh pruebas   also what the tests need
# Where it may install system packages (Debian and its like, as root or with sudo that asks for
# no password) it does; elsewhere it says which are missing. Doing it again costs no time.
set -euo pipefail
cd "$(dirname "$0")/.."
modo="${1:-uso}"
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

decir() { printf 'preparar: %s\n' "$*" >&2; }

# --- system packages -------------------------------------------------------------------------

faltantes=()
falta() { faltantes+=("$1"); }
orden() { command -v "$1" >/dev/null; }
biblioteca() { ldconfig -p 2>/dev/null | grep "$1" >/dev/null || compgen -G "/usr/lib*/**/$1*" >/dev/null; }
oficina() { # a part of LibreOffice
  orden soffice && { compgen -G "/usr/lib*/libreoffice*/program/$1" || compgen -G "/opt/libreoffice*/program/$1"; } >/dev/null
}

# A Python that runs (a version manager's placeholder does not) and is new enough.
buscar_python() {
  local candidato
  for candidato in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if "$candidato" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      "$candidato" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  return 1
}

ver_que_falta() {
  faltantes=()
  python="$(buscar_python)" || falta python3
  if ! orden uv && [ ! -x .uv/bin/uv ] && [ -n "$python" ]; then
    "$python" -c 'import ensurepip, venv' 2>/dev/null || falta python3-venv
  fi
  [ -s /etc/ssl/certs/ca-certificates.crt ] || [ -s /etc/pki/tls/certs/ca-bundle.crt ] ||
    [ "$(uname)" = Darwin ] || falta ca-certificates
  # documents (WeasyPrint) and the letters they fall back to
  biblioteca libpango-1.0.so.0 || falta libpango-1.0-0
  biblioteca libpangoft2-1.0.so.0 || falta libpangoft2-1.0-0
  biblioteca libharfbuzz-subset.so.0 || falta libharfbuzz-subset0
  # (grep reads to the end: one that stops at the first line would break the pipe)
  { orden fc-list && fc-list 2>/dev/null | grep -i dejavu >/dev/null; } || falta fonts-dejavu-core
  # what an uploaded file really is
  biblioteca libmagic.so.1 || falta libmagic1
  # translations
  { orden msgfmt && orden xgettext; } || falta gettext
  [ "$modo" = pruebas ] || return 0
  orden chromium || falta chromium
  biblioteca libatomic.so.1 || falta libatomic1 # Playwright's driver
  orden pdftotext || falta poppler-utils
  orden qpdf || falta qpdf
  orden wrk || falta wrk
  # opens the workbooks, presentations and letters that the portal makes
  oficina libsclo.so || falta libreoffice-calc-nogui
  oficina libsdlo.so || falta libreoffice-impress-nogui
  oficina libswlo.so || falta libreoffice-writer-nogui
  /usr/bin/python3 -c 'import uno' 2>/dev/null || falta python3-uno # … and fills them in
  { orden initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; } || falta postgresql
}

como_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

ver_que_falta
if [ "${#faltantes[@]}" -gt 0 ]; then
  if orden apt-get && como_root true 2>/dev/null; then
    # fontconfig lists the fonts; without it they look missing although they are there
    decir "installing: ${faltantes[*]}"
    como_root apt-get update -qq
    como_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${faltantes[@]}" fontconfig >/dev/null
    ver_que_falta
  fi
  if [ "${#faltantes[@]}" -gt 0 ]; then
    decir "this machine lacks: ${faltantes[*]} (Debian's names). Install them and run this again, e.g.:"
    decir "  sudo apt-get install --no-install-recommends ${faltantes[*]}"
    exit 1
  fi
fi

# --- Python packages, exactly as uv.lock says ------------------------------------------------

sello=".venv/.preparado-$modo"
huella="$(cat pyproject.toml uv.lock "$0" | cksum)"
if [ -x .venv/bin/python ] && [ "$(cat "$sello" 2>/dev/null)" = "$huella" ]; then
  exit 0
fi

uv=uv
if ! orden uv; then
  uv=.uv/bin/uv
  # In its own environment: the system's Python may refuse `pip install` (PEP 668).
  if [ ! -x "$uv" ]; then
    decir "getting uv"
    rm -rf .uv
    "$python" -m venv .uv
    .uv/bin/python -m pip install --quiet --disable-pip-version-check uv
  fi
fi

# The system's certificates, so that it also works behind an office's inspecting proxy.
export UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never
[ -w "${HOME:-/nonexistent}" ] || export UV_CACHE_DIR="$PWD/.uv/cache"
opciones=(--locked --quiet)
[ "$modo" = pruebas ] || opciones+=(--no-dev --inexact)
# An environment that works is kept, whichever Python made it.
.venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  opciones+=(--python "$python")
decir "installing Python packages"
"$uv" sync "${opciones[@]}"
printf '%s' "$huella" >"$sello"
