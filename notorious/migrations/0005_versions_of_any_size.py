import csv
import hashlib
import io
import zipfile
from pathlib import PurePath

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

PIECE = 256 * 1024
NEVER_CHANGES = "RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;"
NOTHING_IS_ADDED = "\n                IF EXISTS (SELECT FROM notorious_package WHERE id = NEW.package_id) THEN\n                    RAISE EXCEPTION 'Nothing is added to a version that is kept.';\n                END IF;\n                RETURN NEW;\n            "


def into_pieces(apps, schema_editor):
    """What was kept in one value each goes on being kept, byte for byte."""
    models = {name: apps.get_model("notorious", name) for name in ("Package", "PackagePiece", "PackageFile")}
    for package in models["Package"].objects.order_by("pk").iterator(chunk_size=1):
        content = bytes(package.content)
        models["PackagePiece"].objects.bulk_create(
            models["PackagePiece"](package=package, number=number, content=content[start : start + PIECE])
            for number, start in enumerate(range(0, len(content), PIECE))
        )
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            models["PackageFile"].objects.bulk_create(
                models["PackageFile"](package=package, **_known(archive, entry, content))
                for entry in archive.infolist()
            )
        package.size = len(content)
        package.save(update_fields=["size"])


def _known(archive, entry, content):
    """What is kept of a file in a ZIP file."""
    whole, name = archive.read(entry), PurePath(entry.filename).name
    head = content[entry.header_offset : entry.header_offset + 30]
    begins = entry.header_offset + 30 + sum(int.from_bytes(head[at : at + 2], "little") for at in (26, 28))
    rows = sum(1 for _ in csv.reader(io.StringIO(whole.decode(), newline=""))) - 1 if name.endswith(".csv") else None
    return {
        "name": name,
        "size": len(whole),
        "sha256": hashlib.sha256(whole).hexdigest(),
        "row_count": rows,
        "begins": begins,
        "packed": entry.compress_size,
    }


class Migration(migrations.Migration):

    dependencies = [
        ('notorious', '0004_who_was_told_of_what'),
    ]

    operations = [
        migrations.CreateModel(
            name='PackagePiece',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('content', models.BinaryField()),
                ('package', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='notorious.exports')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('package', 'number'), name='a_piece_of_a_package_is_there_once')],
            },
        ),
        migrations.CreateModel(
            name='PackageFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='timeline.csv', max_length=120)),
                ('size', models.BigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('row_count', models.BigIntegerField(help_text='Of a table.', null=True)),
                ('begins', models.BigIntegerField(help_text='Where its compressed bytes begin in the ZIP file.')),
                ('packed', models.BigIntegerField(help_text='How many they are.')),
                ('package', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='notorious.exports')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(fields=('package', 'name'), name='a_package_has_a_file_once')],
            },
        ),
        # It is compressed already.
        migrations.RunSQL(
            "ALTER TABLE notorious_packagepiece ALTER content SET STORAGE EXTERNAL", migrations.RunSQL.noop
        ),
        # It stands in the way once: what was kept is put into another form, and protected anew at the end.
        pgtrigger.migrations.RemoveTrigger(model_name='package', name='never_changes'),
        migrations.AddField(
            model_name='package',
            name='size',
            field=models.BigIntegerField(default=0, help_text='Of the ZIP file, in bytes.'),
            preserve_default=False,
        ),
        migrations.RunPython(into_pieces, migrations.RunPython.noop),
        migrations.RemoveField(model_name='package', name='content'),
        pgtrigger.migrations.AddTrigger(
            model_name='package',
            trigger=pgtrigger.compiler.Trigger(name='never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func=NEVER_CHANGES, hash='f3f5136ad619742fceff22f138cacb12a6bd7d2a', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changes_c9318', table='notorious_package', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='packagefile',
            trigger=pgtrigger.compiler.Trigger(name='never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func=NEVER_CHANGES, hash='1fcd5e20be88230ccbec617e30d61472e4e76a87', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changes_09ec0', table='notorious_packagefile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='packagefile',
            trigger=pgtrigger.compiler.Trigger(name='nothing_is_added', sql=pgtrigger.compiler.UpsertTriggerSql(func=NOTHING_IS_ADDED, hash='5fa49172b4e4e353e6bd74e3ca94dfeaeab93d50', operation='INSERT', pgid='pgtrigger_nothing_is_added_e508e', table='notorious_packagefile', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='packagepiece',
            trigger=pgtrigger.compiler.Trigger(name='never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func=NEVER_CHANGES, hash='1ed7a9be4a0420e295b09b4cf76accb9d63c70b4', operation='UPDATE OR DELETE', pgid='pgtrigger_never_changes_47aae', table='notorious_packagepiece', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='packagepiece',
            trigger=pgtrigger.compiler.Trigger(name='nothing_is_added', sql=pgtrigger.compiler.UpsertTriggerSql(func=NOTHING_IS_ADDED, hash='12243547c423947d9888331c5c3b2026bf86abfa', operation='INSERT', pgid='pgtrigger_nothing_is_added_fab4f', table='notorious_packagepiece', when='BEFORE')),
        ),
    ]
