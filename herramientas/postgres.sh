#!/usr/bin/env bash
# A throwaway PostgreSQL of one's own, on a free port, reachable from this machine only.
# usage: postgres.sh con ORDEN...   start one, run ORDEN with its DATABASE_URL, always stop it
#        postgres.sh start CARPETA  start one in CARPETA (made new); prints its DATABASE_URL
#        postgres.sh stop CARPETA   stop it and remove CARPETA
# Nothing in it survives a power cut (no fsync): never keep real data in it.
set -euo pipefail
export PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

for bin in /usr/lib/postgresql/*/bin; do
  [ -x "$bin/initdb" ] && PATH="$bin:$PATH"
done
command -v initdb >/dev/null || {
  echo "postgres: PostgreSQL is not installed (Debian's package: postgresql)" >&2
  exit 1
}

# PostgreSQL refuses to run as root.
como_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- env PATH="$PATH" "$@"; else "$@"; fi
}

puerto_libre() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

iniciar() {
  local carpeta="$1" puerto
  mkdir -p "$carpeta"
  if [ "$(id -u)" = 0 ]; then chown postgres "$carpeta"; fi
  cd "$carpeta"
  puerto="$(puerto_libre)"
  como_postgres initdb -D "$carpeta/datos" -U portal -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  como_postgres pg_ctl -w -D "$carpeta/datos" -l "$carpeta/registro" -o "-p $puerto -k $carpeta \
    -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
    start >/dev/null || {
    cat "$carpeta/registro" >&2
    exit 1
  }
  como_postgres createdb -h 127.0.0.1 -p "$puerto" -U portal corett
  echo "postgres://portal@127.0.0.1:$puerto/corett"
}

parar() {
  local carpeta="$1"
  [ -d "$carpeta/datos" ] || return 0
  cd "$carpeta"
  como_postgres pg_ctl -w -m immediate -D "$carpeta/datos" stop >/dev/null || true
  cd /
  rm -rf "$carpeta"
}

case "${1:-}" in
  start) iniciar "${2:?which directory?}" ;;
  stop) parar "${2:?which directory?}" ;;
  con)
    shift
    carpeta="$(mktemp -d)"
    trap 'parar "$carpeta"' EXIT
    trap 'exit 130' INT TERM HUP
    DATABASE_URL="$(iniciar "$carpeta")"
    export DATABASE_URL
    "$@"
    ;;
  *)
    sed -n '3,5s/^# //p' "$0" >&2
    exit 2
    ;;
esac
