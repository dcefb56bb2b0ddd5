"""From a mediation to the words of its papers; pure, and imported from the modules themselves."""
