"""Put trained weights into the package: `python training/install_model.py syntax|names [weights file]`."""

import shutil
import sys
from pathlib import Path

from corpora import PACKAGE_DATA, SCRATCH


def main() -> None:
    """Copy the given weights, or the latest of that model, in one atomic step."""
    kind = sys.argv[1]
    named = sys.argv[2:]
    source = Path(named[0]) if named else max((SCRATCH / kind).glob(f"{kind}-*.weights"))
    partial = PACKAGE_DATA / f"{kind}.weights.partial"
    shutil.copyfile(source, partial)
    partial.replace(PACKAGE_DATA / f"{kind}.weights")
    print(f"installed {source}")


if __name__ == "__main__":
    main()
