"""What becomes of an issued letter: deliveries, attempts, proofs, print batches, objections."""

from casework.delivery.models.attempt import Attempt
from casework.delivery.models.delivery import Delivery
from casework.delivery.models.fiction_rule import FictionRule
from casework.delivery.models.objection import Objection
from casework.delivery.models.post_batch import PostBatch
from casework.delivery.models.proof import Proof

__all__ = ["Attempt", "Delivery", "FictionRule", "Objection", "PostBatch", "Proof"]
