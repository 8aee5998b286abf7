"""What a web server runs."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acuerdo.web.settings")
application = get_wsgi_application()
# Otherwise the first request waits, for seconds, until rooms and text are read.
import_module("acuerdo.web.urls")
import_module("acuerdo.operate.law").law()
