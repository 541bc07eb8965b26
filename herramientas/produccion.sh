#!/usr/bin/env bash
# Runs a command with the environment of a production server, none of it real.
# usage: produccion.sh ORDEN...
set -euo pipefail
cd "$(dirname "$0")/.."
unset DEBUG
SECRET_KEY="$(head -c 48 /dev/urandom | base64)"
export SECRET_KEY
export DATABASE_URL="${DATABASE_URL:-sqlite://:memory:}"
export ALLOWED_HOSTS=portal.example.org
export EMAIL_URL=smtp+tls://usuario:clave@127.0.0.1:587
export MEDIA_ROOT="${MEDIA_ROOT:-/nonexistent}"
exec "$@"
