from django.db import migrations, models


class Migration(migrations.Migration):
    """A follow knows the state of the data, not the revision: a backup that is restored has earlier revisions."""

    dependencies = [
        ('notorious', '0007_rendered_state'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='alertitem',
            name='a_change_is_noted_once',
        ),
        migrations.RemoveField(
            model_name='alertitem',
            name='revision',
        ),
        migrations.RemoveField(
            model_name='follow',
            name='revision',
        ),
        migrations.AddField(
            model_name='follow',
            name='state',
            field=models.UUIDField(help_text='Of the data, when it was last looked at.', null=True),
        ),
    ]
