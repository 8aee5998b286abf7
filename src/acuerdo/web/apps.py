"""The pages as a Django application: their templates and static files."""

from django.apps import AppConfig


class Web(AppConfig):
    """No tables of its own."""

    name = "acuerdo.web"
    label = "web"
