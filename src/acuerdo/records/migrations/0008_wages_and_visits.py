"""Wages, sums owed, visits, housing and ratings."""

from typing import Any

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


def begin(apps: Any, editor: Any) -> None:
    """Give every permit that there is the work it was granted for."""
    placements = (
        apps.get_model("records", "Placement").objects.filter(status="permitted").select_related("order")
    )
    apps.get_model("records", "Employment").objects.bulk_create(
        (
            apps.get_model("records", "Employment")(
                placement=each, order=each.order, since=each.order.starts, until=each.order.ends
            )
            for each in placements.iterator(chunk_size=2000)
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    """The tables."""

    dependencies = [
        ("records", "0007_complaints"),
    ]

    operations = [
        migrations.CreateModel(
            name="Employment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employments",
                        to="records.joborder",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employments",
                        to="records.placement",
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
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Housing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=200)),
                ("beds", models.PositiveSmallIntegerField()),
                ("filed_at", models.DateTimeField()),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="housing",
                        to="records.joborder",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Published",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("people", models.PositiveIntegerField()),
                ("tenths", models.JSONField()),
                (
                    "employer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="records.employer",
                    ),
                ),
                (
                    "recruiter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="records.recruiter",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answers", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "in_employers",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_employers",
                        to="records.published",
                    ),
                ),
                (
                    "in_recruiters",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="of_recruiters",
                        to="records.published",
                    ),
                ),
                (
                    "employment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="records.employment",
                    ),
                ),
                (
                    "recruiter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="records.recruiter",
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
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("people", models.PositiveIntegerField(default=0)),
                (
                    "housing",
                    models.CharField(
                        choices=[
                            ("not_seen", "Not looked at"),
                            ("passed", "Fit to live in"),
                            ("failed", "Not fit to live in"),
                        ],
                        default="not_seen",
                        max_length=8,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("filed_at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="records.joborder",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Condition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("water", "Drinking water"),
                            ("beds", "Beds and room"),
                            ("toilets", "Toilets and washing"),
                            ("heat", "Heat, cold or rain"),
                            ("safety", "Safety at work"),
                            ("transport", "Transport"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="records.employment",
                    ),
                ),
                (
                    "seen_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="records.visit",
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
            name="Owed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wages", "Wages of a pay period"),
                            ("guarantee", "Hours promised and not offered"),
                            ("deduction", "Deductions above what the text allows"),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("cents", models.PositiveBigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("whose", models.CharField(max_length=8)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("owed", "Owed"),
                            ("ordered", "Ordered to be paid"),
                            ("paid", "Paid to the authority of the origin"),
                            ("paid_out", "Paid out"),
                            ("received", "Received by the worker"),
                            ("dropped", "Found not to be owed"),
                        ],
                        db_index=True,
                        default="owed",
                        max_length=12,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("due_on", models.DateField(blank=True, null=True)),
                ("paid_on", models.DateField(blank=True, null=True)),
                ("paid_reference", models.CharField(blank=True, max_length=80)),
                ("paid_out_on", models.DateField(blank=True, null=True)),
                ("paid_out_reference", models.CharField(blank=True, max_length=80)),
                ("received_on", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.decision",
                    ),
                ),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owed",
                        to="records.employment",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "every",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employment", "kind", "since", "until"), name="one_sum_a_period_and_kind"
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PayReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "by",
                    models.CharField(choices=[("employer", "Employer"), ("worker", "Worker")], max_length=8),
                ),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("hours_offered", models.PositiveIntegerField(blank=True, null=True)),
                ("hours_worked", models.PositiveIntegerField(blank=True, null=True)),
                ("paid_cents", models.PositiveBigIntegerField()),
                ("housing_cents", models.PositiveBigIntegerField(default=0)),
                ("meals_cents", models.PositiveBigIntegerField(default=0)),
                ("utilities_cents", models.PositiveBigIntegerField(default=0)),
                ("law_cents", models.PositiveBigIntegerField(default=0)),
                ("other_cents", models.PositiveBigIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("counts", models.BooleanField(default=True)),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_reports",
                        to="records.employment",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "every",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("counts", True)),
                        fields=("employment", "by", "since", "until"),
                        name="one_report_counts",
                    )
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="VisitFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("protection", models.CharField(max_length=60)),
                ("measured", models.CharField(blank=True, max_length=40)),
                ("outcome", models.CharField(max_length=16)),
                ("remedy_by", models.DateField(blank=True, null=True)),
                ("fine", models.CharField(blank=True, max_length=40)),
                ("barred_until", models.DateField(blank=True, null=True)),
                ("mended_on", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.decision"
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="records.visit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("visit", "protection"), name="one_finding_a_protection")
                ],
            },
        ),
    ]
