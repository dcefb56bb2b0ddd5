"""A partner's system in small, as a server of its own: it hands over, checks what it is told, and shows it."""
