"""The law: statutes, citations, deadlines. Knows nothing of cases."""
