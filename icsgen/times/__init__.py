"""Wall-clock text to instants."""
