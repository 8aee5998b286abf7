"""Complaints, what was found, fees to be paid back, and moves with a permit."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables."""

    dependencies = [
        ("records", "0006_crossings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("form", models.CharField(max_length=64, unique=True)),
                (
                    "about",
                    models.CharField(
                        choices=[
                            ("employer", "The employer"),
                            ("housing", "The housing"),
                            ("recruiter", "Whoever found me the work"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wages", "Pay is missing, late, or less than agreed"),
                            ("hours", "Too many hours, or no days of rest"),
                            ("safety", "The work is dangerous, or somebody was hurt"),
                            ("harm", "Threats, blows, insults or harassment"),
                            ("papers", "My papers were taken away, or I may not leave"),
                            ("contract", "The work is not what the contract says"),
                            ("housing", "The housing is not fit to live in"),
                            ("fee", "I was asked for money for the work"),
                            ("unequal", "I am treated worse than others"),
                            ("reprisal", "I am being punished for having complained"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("state", models.CharField(blank=True, max_length=2)),
                ("named", models.CharField(blank=True, max_length=200)),
                ("words", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("filed", "Has arrived"),
                            ("looked_into", "Is being looked into"),
                            ("substantiated", "Found to be so"),
                            ("not_substantiated", "Could not be shown"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        default="filed",
                        max_length=20,
                    ),
                ),
                ("filed_on", models.DateField()),
                ("due_on", models.DateField(db_index=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.employer",
                    ),
                ),
                (
                    "recruiter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.recruiter",
                    ),
                ),
                (
                    "worker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
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
            name="Exhibit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("picture", models.BinaryField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exhibits",
                        to="records.complaint",
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
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                ("protection", models.CharField(blank=True, max_length=120)),
                ("found_on", models.DateField()),
                ("remedy_by", models.DateField(null=True)),
                ("barred_until", models.DateField(null=True)),
                ("words", models.TextField(blank=True)),
                ("told_on", models.DateField(null=True)),
                ("upheld", models.BooleanField(default=True)),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="finding",
                        to="records.complaint",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="records.employer",
                    ),
                ),
                (
                    "recruiter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField()),
                ("on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="records.complaint",
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
            name="Refund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=16, unique=True)),
                ("cents", models.PositiveIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("paid_to", models.CharField(blank=True, max_length=200)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for"),
                            ("ordered", "Ordered to be paid back"),
                            ("paid", "Paid back"),
                            ("unpaid", "Not paid in time"),
                            ("refused", "Not ordered"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        db_index=True,
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("clause", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(blank=True, max_length=80)),
                ("en", models.TextField(blank=True)),
                ("es", models.TextField(blank=True)),
                ("asked_on", models.DateField()),
                ("ordered_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("due_by_text", models.BooleanField(default=False)),
                ("fine", models.CharField(blank=True, max_length=24)),
                ("closed_on", models.DateField(null=True)),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refund",
                        to="records.complaint",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.employer",
                    ),
                ),
                (
                    "recruiter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.recruiter",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.text",
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
            name="Transfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("contract", models.TextField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("place_closed", models.BooleanField(default=False)),
                ("on", models.DateField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.decision"
                    ),
                ),
                (
                    "left",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.joborder"
                    ),
                ),
                (
                    "permit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="records.permit",
                    ),
                ),
                (
                    "taken",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.joborder"
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
            name="ComplaintReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("side", models.CharField(max_length=12)),
                ("words", models.TextField(blank=True)),
                ("asked_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.TextField(blank=True)),
                ("upheld", models.BooleanField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="records.complaint",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "every",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "side"), name="one_review_a_side")
                ],
            },
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("every", django.db.models.manager.Manager()),
            ],
        ),
    ]
