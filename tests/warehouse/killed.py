"""A landing that kills itself at its n-th durable step: run as `python killed.py ROOT NAME NUMBERS STEP`.

Steps are the calls that change what is on disk for good (fsync, replace, symlink, unlink, rmtree); the process dies before the
call when STEP is even, after it when odd. Prints nothing; exits 0 when the landing had fewer steps.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from rows import land

_countdown = int(sys.argv[4])


def _fatal(call):  # type: ignore[no-untyped-def]
    def wrapped(*args, **kwargs):  # type: ignore[no-untyped-def]
        global _countdown
        _countdown -= 1
        if _countdown == -1:
            os.kill(os.getpid(), signal.SIGKILL)
        result = call(*args, **kwargs)
        _countdown -= 1
        if _countdown == -1:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapped


for _name in ("fsync", "replace", "symlink", "unlink"):
    setattr(os, _name, _fatal(getattr(os, _name)))
shutil.rmtree = _fatal(shutil.rmtree)
land(Path(sys.argv[1]), sys.argv[2], [int(n) for n in sys.argv[3].split(",")])
