"""What rows and columns say: headers in anybody's words, fields, and what all rows together settle."""
