"""iCalendar itself (RFC 5545), knowing nothing of talks."""
