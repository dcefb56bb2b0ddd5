"""The one partner protocol: signed, idempotent, replay-proof HTTP in both directions, and what a stub needs."""
