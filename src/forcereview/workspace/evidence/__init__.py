"""What a person does with evidence: take in, custody, derive, locate, read, search, seal."""
