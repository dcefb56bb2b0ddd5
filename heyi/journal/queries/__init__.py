"""Reads of the journal, by what they are for."""
