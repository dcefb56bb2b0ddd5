"""Pure rules of mediation: regimes, money in words, clauses, plans, and what a court would confirm."""
