"""Full-text search in German over all norms, on nothing but core PostgreSQL.

Words are analysed here and not by the server, so that every PostgreSQL finds the same: `folding`
and `stemming` make inflections alike, `compounds` takes "Widerspruchsfrist" apart, `index` keeps a
row of weighted words for each norm, `query` understands what was typed, `engine` finds and ranks,
`excerpts` marks the passage that answers.
"""
