import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Standings are a cache: they are thrown away and counted anew with the territory and kind they belong to."""

    dependencies = [
        ("coverage", "0003_coverage_facts"),
        ("institutions", "0003_coverage_facts"),
    ]

    operations = [
        migrations.DeleteModel(name="Tally"),
        migrations.DeleteModel(name="Standing"),
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=20)),
                ("cover", models.CharField(max_length=20)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("has_protocol", models.BooleanField(default=False)),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="institutions.institution",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="institutions.territory",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["day", "territory", "kind", "cover"], name="standing_of_a_territory")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "day"), name="standing_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(help_text="Its first day.")),
                ("asked", models.PositiveIntegerField(help_text="Of whom something is asked.")),
                ("done", models.PositiveIntegerField(help_text="Of them, those who have done all of it.")),
                (
                    "institution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_counts",
                        to="institutions.institution",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("institution", "month"), name="staff_counted_once_a_month")
                ],
            },
        ),
    ]
