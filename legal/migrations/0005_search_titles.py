from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows written before are dropped: `law search --catch-up` writes them anew."""

    dependencies = [
        ("legal", "0004_search"),
    ]

    operations = [
        migrations.RunSQL(
            "TRUNCATE legal_searchentry, legal_searchword", migrations.RunSQL.noop, elidable=True
        ),
        migrations.AddField(
            model_name="searchentry",
            name="heading",
            field=models.CharField(
                db_collation="C",
                db_index=True,
                default="",
                max_length=60,
                verbose_name="beginning of the title, folded",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="searchentry",
            name="title_length",
            field=models.PositiveSmallIntegerField(
                default=0, verbose_name="number of words in the title"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="searchentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("norm", "norm"),
                    ("annex", "annex"),
                    ("contents", "table of contents"),
                    ("outline", "outline unit"),
                    ("head", "head of the statute"),
                ],
                max_length=8,
                verbose_name="kind of the norm",
            ),
        ),
    ]
