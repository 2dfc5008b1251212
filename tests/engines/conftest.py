"""The engines' own scripts need their own interpreters; they are no tests."""

collect_ignore_glob = ["readers/*", "install.py", "node_modules/*", ".venv/*"]
