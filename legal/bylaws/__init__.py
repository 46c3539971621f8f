"""By-laws and Land acts that an administrator enters as text, stored like federal law.

`reader.read_bylaw` (pure) takes Markdown or plain text apart; `writer.save_bylaw` writes it as
Statute, Norm and NormVersion; `links.save_link` keeps a law that is only cited and linked.
"""
