"""What gunicorn serves: `gunicorn corett.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corett.settings")
# Long work goes on behind the pages (corett.tareas_hilo), unless told otherwise.
os.environ.setdefault("TASKS", "hilo")

application = get_wsgi_application()
