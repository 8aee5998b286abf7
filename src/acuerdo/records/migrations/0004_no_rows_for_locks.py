"""Locks are no rows of ceilings any more."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def away(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Delete the rows that stood for locks."""
    apps.get_model("records", "Ceiling").objects.filter(path__startswith="lock ").delete()


class Migration(migrations.Migration):
    """Rows that only said who waits."""

    dependencies = [("records", "0003_support")]
    operations = [migrations.RunPython(away, migrations.RunPython.noop)]
