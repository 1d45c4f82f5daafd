"""Put a trained network in the package: `python training/install_model.py NAME`, atomically and in half precision."""

import sys

from corpora import PACKAGE_DATA, SCRATCH
from onrecord.language.english.weights import save_weights
from syntax_data import Labels
from teachers import load_stored


def main() -> None:
    """Install `scratch/model/NAME/network.pt` (or into the folder named second, for measuring only)."""
    stored = load_stored(sys.argv[1])
    arrays = stored["arrays"]
    labels = stored["labels"]
    if isinstance(labels, Labels):
        labels = vars(labels)
    named = labels if isinstance(labels, dict) else {"tags": list(labels)}
    folder = SCRATCH / sys.argv[2] if len(sys.argv) > 2 else PACKAGE_DATA  # noqa: PLR2004
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stored['kind']}.npz"
    save_weights(path, arrays, named)
    print(
        f"{path}: {path.stat().st_size / 1e6:.1f} MB, {sum(a.size for a in arrays.values()) / 1e6:.1f} million numbers"
    )


if __name__ == "__main__":
    main()
