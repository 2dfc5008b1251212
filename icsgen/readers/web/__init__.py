"""What the reader of web pages is made of: the tree as lines, tables, machine-readable times, schema.org."""
