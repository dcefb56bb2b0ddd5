"""Learning linear models from labelled texts, by scikit-learn. Only commands and jobs that learn import it."""
