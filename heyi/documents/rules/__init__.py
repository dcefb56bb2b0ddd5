"""What papers say and how it is written; pure, and imported from the modules themselves."""
