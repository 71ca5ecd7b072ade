"""``python -m forcereview``."""

from forcereview.cli.main import run

if __name__ == "__main__":
    run()
