"""A conference programme in your calendar, right to the minute, and it stays right."""
