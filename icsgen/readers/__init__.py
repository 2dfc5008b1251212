"""Document to Reading: one module per format."""
