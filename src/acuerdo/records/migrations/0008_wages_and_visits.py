"""Wages, sums owed, visits, housing and ratings."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables."""

    dependencies = [
        ("records", "0007_complaints"),
    ]

    operations = [
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
                    "placement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rating",
                        to="records.placement",
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
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conditions",
                        to="records.placement",
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
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="owed",
                        to="records.placement",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "every",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("placement", "kind", "since", "until"), name="one_sum_a_period_and_kind"
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
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_reports",
                        to="records.placement",
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
                        fields=("placement", "by", "since", "until"),
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
