import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0011_words_of_notes_and_documents'),
    ]

    operations = [
        migrations.RemoveField(model_name='appointment', name='name'),
        migrations.RemoveField(model_name='appointment', name='party'),
        migrations.RemoveField(model_name='appointment', name='set_at'),
        migrations.RemoveField(model_name='appointment', name='set_by'),
        migrations.AlterField(
            model_name='appointment',
            name='contact',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appointment', to='cases.contact'),
        ),
    ]
