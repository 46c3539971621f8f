"""Letters that belong to no step: a kind is chosen, its text edited, then it is issued.

The texts are the service's own where its package has a letter of the kind, else ours
(casework/notices/letter_texts).
"""

from casework.notices.free_letters.entered import compose
from casework.notices.free_letters.proposal import TO_BODY, Proposal, parties_of, propose
from casework.notices.free_letters.texts import FREE_KINDS

__all__ = ["FREE_KINDS", "TO_BODY", "Proposal", "compose", "parties_of", "propose"]
