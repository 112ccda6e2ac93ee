from django.db import migrations, models


class Migration(migrations.Migration):
    """Pages rendered before have an empty state, which no data have: they are rendered again."""

    dependencies = [
        ('notorious', '0006_desk_words'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='renderedpage',
            name='revision',
        ),
        migrations.AddField(
            model_name='renderedpage',
            name='state',
            field=models.CharField(default='', help_text='Of the data in it, or the hash of an archived version.', max_length=64),
            preserve_default=False,
        ),
    ]
