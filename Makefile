# The four things one does with the portal. Each sets up what it needs first.
SHELL := /bin/bash
PYTHON := .venv/bin/python
# Whoever of the two has finished takes over half of what the other has left.
PYTEST := $(PYTHON) -m pytest -n 2 --dist worksteal
MANAGE := DEBUG=1 $(PYTHON) manage.py
ADDR ?= 127.0.0.1:8000

.PHONY: run test check bench messages mensajes-compilados preparar preparar-pruebas

run: export SITIO_URL ?= http://$(ADDR)
run: preparar mensajes-compilados  ## the portal with demo data, on http://$(ADDR)/
	$(MANAGE) migrate --no-input --verbosity 0
	$(MANAGE) demo
	$(MANAGE) runserver $(ADDR)

test: preparar-pruebas mensajes-compilados  ## everything on SQLite, then on PostgreSQL what a database can change
	$(PYTEST)
	herramientas/postgres.sh con $(PYTEST) -m "not una_base"

check: preparar-pruebas mensajes-compilados  ## style, types, templates, migrations, translations, production settings
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	DEBUG=1 $(PYTHON) -m mypy
	find templates -name '*.html' -print0 | xargs -0 .venv/bin/djade --check --target-version 5.2
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) spectacular --validate --fail-on-warn --file /dev/null
	herramientas/traducciones.sh
	herramientas/produccion.sh $(PYTHON) manage.py check --deploy --fail-level WARNING

bench: preparar-pruebas mensajes-compilados  ## figures side by side, no pass or fail
	herramientas/medir.sh

messages: preparar mensajes-compilados  ## collect the texts to translate into locale/en
	$(MANAGE) makemessages --locale en --ignore tests --no-obsolete --add-location file

mensajes-compilados: preparar
	@$(MANAGE) compilemessages --ignore .venv --verbosity 0

preparar:
	@herramientas/preparar.sh

preparar-pruebas:
	@herramientas/preparar.sh pruebas
