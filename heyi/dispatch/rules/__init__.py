"""Pure decisions of dispatch: which unit, by when."""
