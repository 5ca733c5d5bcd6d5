"""The shapes in which the small models go astray, each a function: of clauses, and of names and nouns."""
