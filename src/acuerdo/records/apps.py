"""The records as a Django application."""

from django.apps import AppConfig


class Records(AppConfig):
    """The one application with tables of our own."""

    name = "acuerdo.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
