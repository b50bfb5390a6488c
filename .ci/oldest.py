"""The dependencies that ``setup.cfg`` names: pinned to the oldest versions allowed, or with their bounds.

``python .ci/oldest.py`` prints constraints for pip; ``--bounds`` what ``.ci/requirements.lock`` is made from.
"""

from __future__ import annotations

import configparser
import sys
from pathlib import Path

WINDOWS = "colorama>=0.4.6"  # click needs it there: the lock is made elsewhere and must name it all the same


def main() -> None:
    """Print one requirement a line."""
    setup = configparser.ConfigParser()
    setup.read(Path(__file__).parents[1] / "setup.cfg", encoding="utf-8")
    bounds = setup["options"]["install_requires"].split()
    lines = [*bounds, WINDOWS] if "--bounds" in sys.argv else [line.replace(">=", "==") for line in bounds]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
