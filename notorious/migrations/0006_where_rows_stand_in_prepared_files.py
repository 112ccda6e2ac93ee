import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("notorious", "0005_versions_of_any_size"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreparedPlaces",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                ("part", models.IntegerField()),
                ("content", models.BinaryField()),
                ("file", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="places", to="notorious.preparedfile")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("file", "name", "part"), name="places_of_a_part_are_there_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="preparedfile",
            name="shape",
            field=models.CharField(default="", help_text="A hash of its columns: an upgrade may bring others.", max_length=16),
        ),
        migrations.RemoveConstraint(model_name="preparedfile", name="a_file_is_prepared_once"),
        migrations.AddConstraint(
            model_name="preparedfile",
            constraint=models.UniqueConstraint(fields=("name", "tick", "version", "shape"), name="a_file_is_prepared_once"),
        ),
        # They can be made again: no crash has to bring them back.
        migrations.RunSQL("ALTER TABLE notorious_preparedplaces SET UNLOGGED;", migrations.RunSQL.noop),
    ]
