"""Records in trees: what lies around a record says when and where it is."""
