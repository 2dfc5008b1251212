"""What the reader of text pages knows about how programmes are written, in the order in which it is asked.

1. Where a talk's time stands: ``anchors``, with what ``beside``, ``bare_hours``, ``open_ends``, ``columns``, ``clocks``
   and ``lengths`` know of single lines, ``loose`` and ``together`` of all; ``rows`` and ``table_columns`` of tables.
2. Where its title stands: ``layout``.
3. Which lines are its own: ``regions``, ``above``, ``blocks``, ``ends``; ``listed`` and ``parallel`` where several
   talks have one time. What a line says: ``titles``, ``labels``, ``names``, ``places``, ``rooms``, ``kinds``.
4. What the page as a whole shows: ``habits``, ``behind``, ``east``, ``sessions``, ``nesting``, ``drafts``.
5. On which day and at which hour that is: ``heads``, ``misspelt``, ``days``, ``dating``, ``hours``, ``page_zone``.
6. What was skipped or doubted: ``problems``, ``empty_days``.

``page`` calls them.
"""
