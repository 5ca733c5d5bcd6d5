"""A Prefect API in a process of its own, which ends when whoever started it is gone: `python flows/temporary_api.py PORT`.

The one who starts it holds the other end of its standard input. However that process ends, by a signal too, the pipe closes.
"""

import os
import sys
import threading


def main(port: int) -> None:
    """Serve on a port of this machine until standard input ends."""
    import uvicorn

    threading.Thread(target=_end_with_the_pipe, daemon=True).start()
    uvicorn.run("prefect.server.api.server:create_app", factory=True, host="127.0.0.1", port=port, log_level="error", lifespan="on")


def _end_with_the_pipe() -> None:
    while os.read(0, 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
