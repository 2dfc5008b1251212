"""``python -m icsgen``."""

from icsgen.cli.app import main

if __name__ == "__main__":
    main()
