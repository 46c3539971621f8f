from django.db import migrations


class Migration(migrations.Migration):
    """Rows are kept whole and as they are: ranking reads thousands of them, several times each."""

    dependencies = [
        ("legal", "0005_search_titles"),
    ]

    operations = [
        migrations.RunSQL(
            "TRUNCATE legal_searchentry, legal_searchword;"
            "ALTER TABLE legal_searchentry ALTER COLUMN words SET STORAGE EXTERNAL;"
            "ALTER TABLE legal_searchentry SET (toast_tuple_target = 8160);",
            "ALTER TABLE legal_searchentry ALTER COLUMN words SET STORAGE EXTENDED;"
            "ALTER TABLE legal_searchentry RESET (toast_tuple_target);",
        ),
    ]
