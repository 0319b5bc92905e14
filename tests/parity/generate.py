#!/usr/bin/env python3
"""Writes the parity fixtures: tiny random checkpoints and what transformers makes of them.

    python tests/parity/generate.py [--out tests/fixtures/parity] [NAME-PREFIX ...]

Needs torch 2.11 and transformers 5.23. Every case is a module-level `CASES` entry of a file in cases/; each becomes a
folder with config.json, the weights, case.json and reference.safetensors (cases/common.py says what is in them).
Without prefixes all cases are written; the result is the same on every run.
"""

import argparse
import importlib
import pathlib
import pkgutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import cases  # noqa: E402
from cases.common import write_case  # noqa: E402
from transformers.utils import logging  # noqa: E402


def all_cases():
    for module in sorted(pkgutil.iter_modules(cases.__path__), key=lambda entry: entry.name):
        yield from getattr(importlib.import_module(f"cases.{module.name}"), "CASES", [])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=pathlib.Path, default=HERE.parent / "fixtures" / "parity")
    parser.add_argument("prefixes", nargs="*")
    options = parser.parse_args()
    logging.disable_progress_bar()
    names = set()
    for case in all_cases():
        assert case.name not in names, f"two cases are named {case.name}"
        names.add(case.name)
        if options.prefixes and not case.name.startswith(tuple(options.prefixes)):
            continue
        size = write_case(case, options.out / case.name)
        print(f"{case.name:32} {size / 1024:6.1f} KB")


if __name__ == "__main__":
    main()
