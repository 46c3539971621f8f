from django.db import migrations, models

# Words of entered law were counted with those of common law: move them to their keeper's own rows.
_SPLIT = """
    ALTER TABLE legal_searchword ADD COLUMN keeper varchar(100) NOT NULL DEFAULT '';
    ALTER TABLE legal_searchword ALTER COLUMN keeper DROP DEFAULT;
    ALTER TABLE legal_searchword DROP CONSTRAINT legal_searchword_pkey;
    ALTER TABLE legal_searchword ADD PRIMARY KEY (term, keeper);
    INSERT INTO legal_searchword (term, written, count, keeper)
        SELECT term, known.written, count(*), statute.keeper
        FROM legal_searchentry entry
            JOIN legal_statute statute ON statute.id = entry.statute_id AND statute.keeper <> '',
            unnest(tsvector_to_array(entry.words)) AS term
            JOIN legal_searchword known USING (term)
        GROUP BY term, known.written, statute.keeper;
    UPDATE legal_searchword AS common SET count = greatest(common.count - kept.norms, 0)
        FROM (SELECT term, sum(count) AS norms FROM legal_searchword WHERE keeper <> '' GROUP BY term)
            AS kept
        WHERE common.keeper = '' AND common.term = kept.term;
"""
_JOIN = """
    UPDATE legal_searchword AS common SET count = common.count + kept.norms
        FROM (SELECT term, sum(count) AS norms FROM legal_searchword WHERE keeper <> '' GROUP BY term)
            AS kept
        WHERE common.keeper = '' AND common.term = kept.term;
    DELETE FROM legal_searchword AS kept USING legal_searchword AS common
        WHERE kept.keeper <> '' AND common.keeper = '' AND common.term = kept.term;
    ALTER TABLE legal_searchword DROP CONSTRAINT legal_searchword_pkey;
    DELETE FROM legal_searchword AS one USING legal_searchword AS other
        WHERE one.term = other.term AND one.keeper > other.keeper;
    ALTER TABLE legal_searchword DROP COLUMN keeper;
    ALTER TABLE legal_searchword ADD PRIMARY KEY (term);
"""


class Migration(migrations.Migration):
    """The words of each office's by-laws are counted by themselves; rows are kept."""

    dependencies = [
        ("legal", "0006_search_storage"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(_SPLIT, _JOIN)],
            state_operations=[
                migrations.DeleteModel("SearchWord"),
                migrations.CreateModel(
                    name="SearchWord",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "term",
                                "keeper",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "term",
                            models.CharField(db_collation="C", max_length=100, verbose_name="term"),
                        ),
                        (
                            "keeper",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=100,
                                verbose_name="who keeps the text",
                            ),
                        ),
                        ("written", models.CharField(max_length=120, verbose_name="written")),
                        (
                            "count",
                            models.PositiveIntegerField(default=0, verbose_name="norms with the word"),
                        ),
                    ],
                    options={
                        "verbose_name": "word of the law",
                        "verbose_name_plural": "words of the law",
                    },
                ),
            ],
        ),
    ]
