#!/usr/bin/env bash
# Measures Headlight beside the reference framework in one run. Called by ./run bench from the checkout's root.
set -euo pipefail
cd "$1"
venv=build/bench-python

has_gpu() { [ -e /dev/nvidiactl ] || [ -e /dev/nvidia0 ] || [ -e /dev/dxg ]; }

if [ ! -e $venv/.complete ]; then
  echo "bench: installing the other side (PyTorch, transformers) from PyPI into $venv (5 GB where no CUDA toolkit is)" >&2
  python3 -m venv $venv
  $venv/bin/pip install --quiet --no-deps torch==2.11.0 transformers==5.23.0 tokenizers==0.23.3
  $venv/bin/pip install --quiet numpy safetensors packaging pyyaml regex requests tqdm filelock typing-extensions \
    sympy networkx jinja2 fsspec huggingface_hub typer 'setuptools<82'
  if ! $venv/bin/python -c 'import torch' 2>/dev/null; then
    # The wheel is linked against CUDA libraries, which a machine without a toolkit lacks.
    $venv/bin/pip install --quiet --no-deps nvidia-cusparselt-cu13==0.8.0 nvidia-nvshmem-cu13==3.4.5 nvidia-cufile
  fi
  # A GPU's side needs all of them.
  if has_gpu || ! $venv/bin/python -c 'import torch' 2>/dev/null; then $venv/bin/pip install --quiet torch==2.11.0; fi
  touch $venv/.complete
fi

# A set-up of an earlier version lacks these.
$venv/bin/python -c 'import onnx, onnxruntime' 2>/dev/null || $venv/bin/pip install --quiet onnx==1.23.2 onnxruntime==1.32.0

work=build/bench-data
mkdir -p $work
operators=build/bench/engine/kernels/libheadlight_operators.so
$venv/bin/python tests/bench/compare.py --bin build/bench/bin --work $work --out tests/bench/results.json
$venv/bin/python tests/bench/maps.py --library $operators --out tests/bench/results.json
$venv/bin/python tests/bench/long_input.py --bin build/bench/bin --work $work --out tests/bench/results.json
$venv/bin/python tests/bench/deformable.py --library $operators --out tests/bench/results.json

has_gpu || exit 0
device=build/bench/engine/kernels/libheadlight_cuda.so
if [ ! -e $device ]; then
  echo "bench: the GPU is left out: built without CUDA (nvcc is needed)" >&2
elif ! $venv/bin/python -c 'import sys, torch; sys.exit(not torch.cuda.is_available())'; then
  echo "bench: the GPU is left out: PyTorch in $venv does not find it" >&2
else
  exec $venv/bin/python tests/bench/gpu.py --libraries $operators $device --bin build/bench/bin --work $work --out tests/bench/results.json
fi
