"""What a person does with the journal: history, difference, undo, proofs, verification."""
