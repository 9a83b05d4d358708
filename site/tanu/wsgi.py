"""The entry point of a web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tanu.settings")
application = get_wsgi_application()
# What stands there now stays; looked through again and again, it costs a third of a large table's time.
gc.collect()
gc.freeze()
