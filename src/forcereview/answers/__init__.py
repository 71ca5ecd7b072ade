"""What a case answers to a question in a frame, under a lens, and on whose word.

Between the record and the standards on one side and the departments that ask on the other: frames
with their roles bound, accounts folded to bits, indicators of judgements, and the claims behind.
"""

from forcereview.answers.answers import Answers
from forcereview.answers.frames import frames_of, occasion_of
from forcereview.answers.leaves import Leaf, Pointing

__all__ = ["Answers", "Leaf", "Pointing", "frames_of", "occasion_of"]
