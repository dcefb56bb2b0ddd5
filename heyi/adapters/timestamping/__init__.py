"""Time stamps (RFC 3161): a client, a reader of tokens, and an authority in small for trials."""

ROOT = "root.pem"  # the trial authority's root certificate, in its folder
