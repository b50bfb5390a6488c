"""Work on untrusted files in child processes, so that a bad file costs only itself."""

from aggregator.guard.died import BROKEN, TOO_BIG, TOO_SLOW, Died
from aggregator.guard.pool import Guard, guarded_map
from aggregator.guard.private import private_folder
from aggregator.guard.start import start_server

__all__ = ["BROKEN", "TOO_BIG", "TOO_SLOW", "Died", "Guard", "guarded_map", "private_folder", "start_server"]
