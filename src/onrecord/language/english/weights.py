"""A trained network as one file: half-precision arrays and its labels, compressed."""

import io
import json
import zipfile
from pathlib import Path

import numpy as np

from onrecord.language.english.hashing import Numbers

_EARLIEST = (1980, 1, 1, 0, 0, 0)


def save_weights(path: Path, arrays: dict[str, Numbers], labels: dict[str, list[str]]) -> None:
    """Write the arrays, numbers with a fraction in half precision; the same content gives the same bytes."""
    text = np.frombuffer(json.dumps(labels).encode("utf-8"), dtype=np.uint8)
    partial = path.with_suffix(".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, array in sorted({**arrays, "labels": text}.items()):
            stored = array.astype(np.float16) if np.issubdtype(array.dtype, np.floating) else array
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(stored), allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy", _EARLIEST), buffer.getvalue(), zipfile.ZIP_DEFLATED)
    partial.replace(path)


def load_weights(path: Path) -> tuple[dict[str, Numbers], dict[str, list[str]]]:
    """Return the arrays in single precision, and the labels."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    labels = json.loads(arrays.pop("labels").tobytes())
    single = {name: array.astype(np.float32) if array.dtype == np.float16 else array for name, array in arrays.items()}
    return single, labels
