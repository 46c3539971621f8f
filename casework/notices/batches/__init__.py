"""Batch issue: many decisions that need nothing more, or requests for documents, in one go.

Cases are chosen, the worker checks each (`readiness`), a person confirms once (`actions`), and the
worker issues one by one (`running`): each in a transaction of its own, so that a crash between two
loses nothing and repeats nothing.
"""
