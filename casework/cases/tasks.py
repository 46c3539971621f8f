"""What the worker does for the record: documents that came are read, to find cases by them."""

from procrastinate.contrib.django import app

from casework.cases.reading import read_waiting


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="cases.read_documents", pass_context=False)
def read_documents(timestamp: int) -> int:
    """Every minute: read the text of documents nobody has read yet; returns how many."""
    return read_waiting()
