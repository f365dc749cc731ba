"""Open TensorBoard's projector on the embeddings of data/projector."""

import sys

from tensorboard import main as tensorboard

from bakeoff.core.commands import run_command
from bakeoff.core.errors import BakeoffError
from bakeoff.core.files import write_text
from bakeoff.core.paths import PROJECTOR
from bakeoff.projector.tables import TENSOR, projector_config


def main(port: int = 6006, host: str = "localhost") -> None:
    """Serve the embedding projector until Ctrl-C."""
    if not [*PROJECTOR.glob(f"*/{TENSOR}")]:
        raise BakeoffError(f"{PROJECTOR}: expected embeddings, got none; run `make repro` first")
    write_text(PROJECTOR / "projector_config.pbtxt", projector_config(PROJECTOR))
    print(f"Open http://{host}:{port}/#projector in a browser; Ctrl-C ends.", file=sys.stderr)
    sys.argv = ["tensorboard", f"--logdir={PROJECTOR}", f"--port={port}", f"--host={host}"]
    tensorboard.run_main()


if __name__ == "__main__":
    run_command(main)
