"""What gunicorn serves: `gunicorn corett.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corett.settings")

application = get_wsgi_application()
