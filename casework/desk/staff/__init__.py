"""People's accounts and how an authority wants its people to sign in; for administrators."""
