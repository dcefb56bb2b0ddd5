"""Who is told of which event, by which way and when: pure decisions."""
