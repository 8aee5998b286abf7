"""Support staff, and the failed sign-ins that they are shown."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The role, and the table."""

    dependencies = [
        ("records", "0002_append_only"),
    ]

    operations = [
        migrations.AlterField(
            model_name="account",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("certifying_officer", "Certifying officer of the destination"),
                    ("origin_officer", "Officer of the origin"),
                    ("consulate", "Consular officer"),
                    ("border_officer", "Border officer"),
                    ("inspector", "Inspector"),
                    ("secretary", "Secretary of the commission"),
                    ("employer", "Employer"),
                    ("agent", "Agent of employers"),
                    ("worker", "Worker"),
                    ("auditor", "Auditor"),
                    ("support", "Support staff"),
                ],
                max_length=24,
            ),
        ),
        migrations.CreateModel(
            name="FailedSignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="failed_sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
