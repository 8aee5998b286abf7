"""Notices to workers, who wants them where, and who runs jobs."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables and the fields."""

    dependencies = [
        ("records", "0008_wages_and_visits"),
    ]

    operations = [
        migrations.CreateModel(
            name="Runner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("began_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="season",
            name="asked",
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name="season",
            name="asked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="season",
            name="job",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="worker",
            name="by_email",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="worker",
            name="by_sms",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="account",
            name="language",
            field=models.CharField(default="es", max_length=3),
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("about", models.CharField(blank=True, max_length=60)),
                ("facts", models.JSONField(blank=True, default=dict)),
                ("language", models.CharField(max_length=3)),
                ("told_at", models.DateTimeField()),
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="records.worker",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "every",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("channel", models.CharField(choices=[("email", "E-mail"), ("sms", "SMS")], max_length=5)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Not sent yet"),
                            ("sent", "Sent"),
                            ("failed", "Could not be sent"),
                            ("stopped", "Not sent, as it was not wanted any more"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(blank=True, null=True)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="records.notice",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "every",
                "default_manager_name": "objects",
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["worker", "told_at"], name="records_not_worker__0ec7a9_idx"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("about", ""), _negated=True),
                fields=("worker", "kind", "about"),
                name="a_thing_is_told_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(fields=("notice", "channel"), name="one_delivery_a_channel"),
        ),
    ]
