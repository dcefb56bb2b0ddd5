"""Electronic seals: PAdES by pyHanko, keys on disk, a trial authority marked as one, and SM2 apart."""
