"""Public statements held against the evidence, the standards and the law, then and now."""
