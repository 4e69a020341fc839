"""From a text to a reading: disguises undone, tokens, morphology, clauses, the dependency tree, context."""
