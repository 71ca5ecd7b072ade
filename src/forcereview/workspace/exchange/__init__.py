"""Hand evidence and cases over to others, judge what others hand over, and take it in."""

from forcereview.workspace.exchange.judging import judge_bag
from forcereview.workspace.exchange.taking_in import Receipt, TakenIn, read_bag
from forcereview.workspace.exchange.writing import Sender, WrittenBag, write_bag

__all__ = ["Receipt", "Sender", "TakenIn", "WrittenBag", "judge_bag", "read_bag", "write_bag"]
