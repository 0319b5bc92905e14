"""What every parity case has in common.

A case folder holds an ordinary Hugging Face checkpoint and
  case.json               {"model_type", "architecture", "dtype": running dtype, "tolerance": {"weights", "outputs"},
                           "runs": [{"name", "sites": [{"stream", "layer", "kind", "tensor", "points"?: tensor}],
                                     "outputs": [name, …], "detections"?: true,
                                     "generation"?: {"max_new", "beams"}, "decoder_ids"?: […], "generated"?: […],
                                     "first_row"?: rows before it see no key and are not compared}]}
  reference.safetensors   RUN.input.{ids,type_ids,mask,pixels,pixel_mask,target_ids,target_mask}, RUN.site.STREAM.LAYER
                          (weights after the softmax, [heads, queries, keys]) and RUN.output.NAME, all from the
                          reference's eager attention in float32. Sites of kind "deformable" have weights
                          [heads, queries, levels, points] and RUN.points.STREAM.LAYER, [heads, queries, levels,
                          points, 2]. Pixels of type U8 stand for (byte − 128) / 32, input.visible [2] for a pixel_mask
                          that shows so many rows and columns from the top left corner. RUN.detections.{scores,labels,boxes}: what the reference's post-processing finds,
                          falling score, boxes as corners over the model's input.
"""

import contextlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field

import torch
from safetensors.torch import load_file, save_file

# Inputs as Headlight names them → as transformers names them.
INPUT_NAMES = {
    "ids": "input_ids",
    "type_ids": "token_type_ids",
    "mask": "attention_mask",
    "pixels": "pixel_values",
    "pixel_mask": "pixel_mask",
    "target_ids": "decoder_input_ids",
    "target_mask": "decoder_attention_mask",
}

EXACT = {"weights": 2e-5, "outputs": 1e-4}
HALF = {"weights": 5e-3, "outputs": 3e-2}
BFLOAT = {"weights": 4e-2, "outputs": 4e-1}


@dataclass
class Run:
    name: str
    inputs: dict[str, torch.Tensor]
    # Further keyword arguments of the reference's forward (interpolate_pos_encoding …), or (model, run) → them.
    extra: dict | Callable = field(default_factory=dict)
    # Written into the run's entry of case.json as it is.
    notes: dict = field(default_factory=dict)


@dataclass
class Site:
    stream: str
    layer: int
    kind: str
    weights: torch.Tensor  # [heads, queries, keys]; deformable: [heads, queries, levels, points]
    points: torch.Tensor | None = None  # deformable: [heads, queries, levels, points, 2]


def encoder_sites(outputs):
    return [Site("encoder", i, "self", w[0]) for i, w in enumerate(outputs.attentions)]


def decoder_sites(outputs):
    return [Site("decoder", i, "masked-self", w[0]) for i, w in enumerate(outputs.attentions)]


def seq2seq_sites(outputs):
    kinds = (("encoder", "self", "encoder"), ("decoder", "masked-self", "decoder"), ("cross", "cross", "cross"))
    return [Site(stream, i, kind, w[0]) for stream, kind, name in kinds
            for i, w in enumerate(getattr(outputs, f"{name}_attentions"))]


def widen_query_and_key(model, factor):
    parts = ("query", "key", "q_lin", "k_lin", "q_proj", "k_proj")
    for name, parameter in model.named_parameters():
        if any(f".{part}." in name for part in parts):
            parameter.data.mul_(factor)


@dataclass
class Case:
    name: str
    model: Callable  # (config) → transformers model
    config: object
    runs: Callable  # (torch.Generator, config) → [Run]
    sites: Callable = encoder_sites  # outputs, or (outputs, what `probe` collected) → [Site]
    probe: Callable | None = None  # model → context manager that collects what the outputs do not hold
    widen: Callable = widen_query_and_key
    factor: float = 2.2
    seed: int = 0
    stored: torch.dtype = torch.float32
    dtype: str = "float32"
    tolerance: dict = field(default_factory=lambda: dict(EXACT))
    shard: str = ""  # largest shard, as in "20KB"
    rename: Callable | None = None  # tensor name → name in the file, None: left out
    outputs: Callable | None = None  # outputs → {name: tensor}; None: every tensor that is not an attention map
    feed: Callable = dict  # the inputs as the reference's forward wants them
    finish: Callable | None = None  # (model, run, entry): adds to case.json what the run generates, say
    detections: Callable | None = None  # (outputs, run) → {"scores", "labels", "boxes"} above the reference's threshold


def randomise(model, generator):
    """Parameters of a size at which every part of the network matters."""
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape, generator=generator)
        if parameter.dim() > 1:
            wide = parameter.shape[1:].numel()
            parameter.data.copy_(noise * (0.6 if "embed" in name.lower() or "wte" in name else wide**-0.5))
        elif name.endswith(("bias", "beta", "token")):
            parameter.data.copy_(0.2 * noise)
        else:
            parameter.data.copy_(1 + 0.2 * noise)


def build(case):
    torch.manual_seed(case.seed)
    generator = torch.Generator().manual_seed(1000 + case.seed)
    case.config._attn_implementation = "eager"
    model = case.model(case.config).eval()
    model.set_attn_implementation("eager")
    with torch.no_grad():
        randomise(model, generator)
        model.tie_weights()
        case.widen(model, case.factor)
    return model.to(case.stored), generator


def save(case, model, folder):
    model.save_pretrained(folder, **({"max_shard_size": case.shard} if case.shard else {}))
    if case.rename:
        path = folder / "model.safetensors"
        renamed = {case.rename(name): tensor for name, tensor in load_file(path).items()}
        save_file({name: tensor for name, tensor in renamed.items() if name}, path, {"format": "pt"})


def one_choice(inputs):
    """A multiple-choice model is given one choice: [1, 1, tokens]."""
    return {name: value.unsqueeze(1) for name, value in inputs.items()}


def named_outputs(outputs):
    skipped = ("attentions", "hidden_states", "past_key_values", "loss")
    named = {name: value for name, value in outputs.items() if torch.is_tensor(value) and not name.endswith(skipped)}
    if "hidden_states" in outputs:
        named.setdefault("last_hidden_state", outputs.hidden_states[-1])
    return named


def compact(entry):
    """Pixels that are multiples of 1/32 as bytes; a mask of the top left corner as its rows and columns."""
    name, value = entry
    if name == "pixels":
        levels = value * 32 + 128
        if torch.equal(levels, levels.round().clamp(0, 255)):
            return name, levels.to(torch.uint8)
    if name == "pixel_mask":
        rows, columns = int(value[0, :, 0].sum()), int(value[0, 0].sum())
        corner = torch.zeros_like(value)
        corner[:, :rows, :columns] = 1
        if torch.equal(corner, value):
            return "visible", torch.tensor([rows, columns])
    return entry


def record(case, model, run, arrays):
    inputs = case.feed({INPUT_NAMES[name]: value for name, value in run.inputs.items()})
    extra = run.extra(model, run) if callable(run.extra) else run.extra
    with torch.no_grad(), case.probe(model) if case.probe else contextlib.nullcontext() as probed:
        outputs = model(**inputs, output_attentions=True, output_hidden_states=True, **extra)
    entry = {"name": run.name, "sites": [], "outputs": [], **run.notes}
    arrays.update({f"{run.name}.input.{name}": value for name, value in map(compact, run.inputs.items())})
    for site in case.sites(outputs, probed) if case.probe else case.sites(outputs):
        tensor = f"{run.name}.site.{site.stream}.{site.layer}"
        arrays[tensor] = site.weights
        entry["sites"].append({"stream": site.stream, "layer": site.layer, "kind": site.kind, "tensor": tensor})
        if site.points is not None:
            entry["sites"][-1]["points"] = points = f"{run.name}.points.{site.stream}.{site.layer}"
            arrays[points] = site.points
    for name, value in (case.outputs or named_outputs)(outputs).items():
        arrays[f"{run.name}.output.{name}"] = value
        entry["outputs"].append(name)
    if case.detections:
        entry["detections"] = True
        arrays.update({f"{run.name}.detections.{name}": value for name, value in case.detections(outputs, run).items()})
    if case.finish:
        case.finish(model, run, entry)
    return entry


def write_case(case, folder):
    """Writes the folder anew and returns its size in bytes."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    model, generator = build(case)
    save(case, model, folder)
    model = model.float()
    arrays, entries = {}, []
    for run in case.runs(generator, case.config):
        entries.append(record(case, model, run, arrays))
    save_file({name: value.contiguous().clone() for name, value in arrays.items()}, folder / "reference.safetensors")
    head = {"model_type": case.config.model_type, "architecture": type(model).__name__, "dtype": case.dtype,
            "tolerance": case.tolerance, "runs": entries}
    (folder / "case.json").write_text(json.dumps(head, indent=1) + "\n")
    return sum(os.path.getsize(path) for path in folder.iterdir())


def random_ids(generator, vocabulary, count, first=5):
    return torch.randint(first, vocabulary, (1, count), generator=generator)


def text_runs(longest=11, pair=True):
    """One sentence, a pair, padding at the end, in the middle and at the start, a single token."""

    def runs(generator, config):
        vocabulary = config.vocab_size
        plain = random_ids(generator, vocabulary, longest)
        made = [Run("plain", {"ids": plain}), Run("single", {"ids": plain[:, :1]})]
        if pair:
            types = torch.tensor([[0] * 4 + [1] * (longest - 4)])
            made.append(Run("pair", {"ids": random_ids(generator, vocabulary, longest), "type_ids": types}))
        places = {"end": range(longest - 3, longest), "middle": (2, longest // 2 + 1), "start": (0, 1)}
        for name, hidden in places.items():
            mask = torch.ones(1, longest, dtype=torch.long)
            mask[0, list(hidden)] = 0
            made.append(Run(f"padded-{name}", {"ids": random_ids(generator, vocabulary, longest), "mask": mask}))
        return made

    return runs
