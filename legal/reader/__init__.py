"""Reading the law: links from citation to norm, search inside a law, comparison of versions."""
