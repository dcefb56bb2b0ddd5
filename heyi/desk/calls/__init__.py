"""三方通话 at the desk: the log of calls about whose a matter is, and what they say of the boundary."""
