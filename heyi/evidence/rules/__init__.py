"""Pure decisions about files: what one is by its content, and how it is called."""
