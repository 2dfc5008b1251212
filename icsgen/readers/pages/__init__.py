"""What the reader of text pages knows about how programmes are written: chrome, people, rooms, titles, days."""
