"""Writes tests/fixtures/io: arrays and tensors as NumPy and safetensors themselves write them.

python3 tests/engine/io/generate.py (numpy, safetensors)
"""
import pathlib

import numpy as np
from numpy.lib import format as npy
from safetensors.numpy import save_file

OUT = pathlib.Path(__file__).parents[2] / "fixtures" / "io"


def write_npy(name, array, version=(1, 0)):
    with open(OUT / name, "wb") as file:
        npy.write_array(file, array, version=version)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    values = (np.arange(24, dtype="<f4") * 0.5 - 3).reshape(2, 3, 4).astype("<f4")
    for version in (1, 2, 3):
        write_npy(f"v{version}.npy", values, (version, 0))
    write_npy("fortran.npy", np.asfortranarray(values))
    write_npy("double.npy", values.astype("<f8"))
    write_npy("half.npy", values.astype("<f2"))
    write_npy("big_endian.npy", values.astype(">f4"))
    write_npy("fortran_big_endian.npy", np.asfortranarray(values.astype(">f4")))
    special = np.array([0x0000, 0x8000, 0x7BFF, 0x0001, 0x83FF, 0x7C00, 0xFC00, 0x7E00], dtype="<u2")
    write_npy("half_special.npy", special.view("<f2"))
    write_npy("scalar.npy", np.array(2.5, dtype="<f4"))
    write_npy("empty.npy", np.zeros((0, 3), dtype="<f4"))
    write_npy("ids.npy", np.array([[-1, 0], [1, 1 << 40]], dtype="<i8"))
    tensors = {
        "matrix": (np.arange(6, dtype=np.float32) / 2).reshape(2, 3),
        "ids": np.array([-1, 7, 1 << 40]),
        "scalar": np.array(2.5),
        "half": np.array([1, -2], dtype=np.float16),
        "none": np.zeros((0, 4), dtype=np.float32),
    }
    save_file(tensors, OUT / "mixed.safetensors", metadata={"format": "np", "note": "é ✓"})


if __name__ == "__main__":
    main()
