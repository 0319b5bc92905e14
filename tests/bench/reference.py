"""The other side of compare.py, one process a measurement: prints one JSON line like headlight_bench_forward's.

    reference.py MODEL_FOLDER text|image SIZE REPEATS sdpa|eager|onnx [ONNX_FILE]

With "export" for the fifth word it writes ONNX_FILE instead.
"""
import json
import resource
import sys
import time

import torch
from transformers import BertModel, ViTModel


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()


def peak():
    """The most that was resident since forget_peak(); getrusage would count what the parent held."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM:")) * 1024


def forget_peak():
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def given(kind, size):
    if kind == "image":
        return torch.sin(torch.arange(3 * size * size, dtype=torch.float32)).view(1, 3, size, size)
    return (torch.arange(size) * 7919 % 997 + 1).unsqueeze(0)


def load(folder, kind, how):
    family = ViTModel if kind == "image" else BertModel
    return family.from_pretrained(folder, attn_implementation=how, add_pooling_layer=False).eval()


class Bare(torch.nn.Module):
    def __init__(self, model, kind):
        super().__init__()
        self.model, self.kind = model, kind

    def forward(self, x):
        more = {"interpolate_pos_encoding": True} if self.kind == "image" else {}
        return self.model(x, **more).last_hidden_state


def export(folder, kind, size, path):
    axes = {2: "height", 3: "width"} if kind == "image" else {1: "tokens"}
    torch.onnx.export(Bare(load(folder, kind, "eager"), kind), (given(kind, size),), path, dynamo=False, input_names=["x"],
                      output_names=["hidden"], dynamic_axes={} if kind == "image" else {"x": axes}, opset_version=17)


def caller(folder, kind, how, path):
    if how == "onnx":
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = torch.get_num_threads()
        session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        return lambda x: session.run(None, {"x": x.numpy()})[0]
    model = load(folder, kind, how)
    more = {"interpolate_pos_encoding": True} if kind == "image" else {}
    return lambda x: model(x, output_attentions=how == "eager", **more)


def main():
    folder, kind, size, repeats, how = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    path = sys.argv[6] if len(sys.argv) > 6 else None
    with torch.no_grad():
        if how == "export":
            return export(folder, kind, size, path)
        call, x = caller(folder, kind, how, path), given(kind, size)
        call(x if kind == "image" else x[:, :64])
        forget_peak()
        before, wall, processor = resident(), [], []
        for _ in range(repeats):
            begin, used = time.perf_counter(), time.process_time()
            out = call(x)
            processor.append(time.process_time() - used)
            wall.append(time.perf_counter() - begin)
            del out
    print(json.dumps({how: {"wall": wall, "processor": processor}, "before_bytes": before, "peak_bytes": peak()}))


if __name__ == "__main__":
    main()
