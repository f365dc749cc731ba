"""Open TensorBoard's projector on the files of data/projector."""

import sys

from tensorboard import main as tensorboard

from bakeoff.errors import BakeoffError
from bakeoff.paths import PROJECTOR
from bakeoff.stage import run


def main(port: int = 6006, host: str = "localhost") -> None:
    """Serve the embedding projector until Ctrl-C."""
    if not (PROJECTOR / "projector_config.pbtxt").exists():
        raise BakeoffError(f"{PROJECTOR}: expected the projector's files; run `make repro` first")
    print(f"Open http://{host}:{port}/#projector in a browser; Ctrl-C ends.", file=sys.stderr)
    sys.argv = ["tensorboard", f"--logdir={PROJECTOR}", f"--port={port}", f"--host={host}"]
    tensorboard.run_main()


if __name__ == "__main__":
    run(main)
