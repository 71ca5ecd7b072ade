"""What evidence is, without a place to keep it: items, what their files say of themselves, custody,
derivation, and locators into documents and recordings.
"""

from forcereview.evidence.model import Custody, Derivation, FileFact, Item, Locus, item_id

__all__ = ["Custody", "Derivation", "FileFact", "Item", "Locus", "item_id"]
