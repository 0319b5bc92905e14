"""What the detectors' cases share: sampling points, images with padding, boxes, and the reference's post-processing."""

import contextlib

import torch

from .common import Run, Site

LABELS = {0: "car", 1: "bus", 2: "tree"}


@contextlib.contextmanager
def sampling_calls(model, kernel="MultiScaleDeformableAttention"):
    """{module name: (sampling locations, attention weights)} of every call of the reference's sampling modules."""
    calls, handles = {}, []
    for name, module in model.named_modules():
        if type(module).__name__ == kernel:
            def keep(_module, positional, named, name=name):
                merged = dict(zip(("value", "shapes", "list", "starts", "sampling_locations", "attention_weights"),
                                  positional), **named)
                calls[name] = (merged["sampling_locations"], merged["attention_weights"])

            handles.append(module.register_forward_pre_hook(keep, with_kwargs=True))
    try:
        yield calls
    finally:
        for handle in handles:
            handle.remove()


def sampling_sites(calls):
    """Sites of sampling_calls: [1, queries, heads, levels, points, …] → [heads, queries, levels, points, …]."""
    made = []
    for name, (points, weights) in calls.items():
        stream = "deformable_encoder" if "encoder.layers" in name else "deformable_decoder"
        layer = int(name.split("layers.")[1].split(".")[0])
        made.append(Site(stream, layer, "deformable", weights[0].transpose(0, 1), points[0].transpose(0, 1)))
    return made


def pixels(generator, height, width):
    """Random, in steps of 1/32: common.compact writes them as bytes."""
    return (32 * torch.randn(1, 3, height, width, generator=generator)).round().clamp(-128, 127) / 32


def image_runs(*sizes, padded=()):
    """Images of (height, width); then of `padded` (height, width, visible height, visible width) with a pixel mask."""

    def runs(generator, config):
        made = [Run(f"{height}x{width}", {"pixels": pixels(generator, height, width)}) for height, width in sizes]
        for height, width, rows, columns in padded:
            mask = torch.zeros(1, height, width, dtype=torch.long)
            mask[:, :rows, :columns] = 1
            made.append(Run(f"{rows}x{columns}-in-{height}x{width}",
                            {"pixels": pixels(generator, height, width) * mask, "pixel_mask": mask}))
        return made

    return runs


def randomise_statistics(model, seed=5):
    """Batch norms, frozen ones (buffers only) too: statistics, gains and shifts of a size that matters."""
    generator = torch.Generator().manual_seed(seed)
    for module in model.modules():
        if "BatchNorm" not in type(module).__name__:
            continue
        for name, middle, spread in (("running_mean", 0, 0.1), ("running_var", 1, 0.2), ("weight", 1, 0.1),
                                     ("bias", 0, 0.1)):
            tensor = getattr(module, name).data
            tensor.copy_(middle + spread * torch.randn(tensor.shape, generator=generator).clamp(-3, 3))


def tensors(outputs, *names):
    """The named outputs that there are; boxes under the name that the dump has."""
    made = {name: outputs[name] for name in names if outputs.get(name) is not None}
    if outputs.get("pred_boxes") is not None:
        made["boxes"] = outputs["pred_boxes"]
    return made


def detections(processor, outputs, **settings):
    """The reference's post-processing at its own threshold, in falling order of the score."""
    found = processor.post_process_object_detection(outputs, **settings)[0]
    order = torch.sort(found["scores"], descending=True, stable=True).indices
    return {name: found[name][order] for name in ("scores", "labels", "boxes")}


def on_input(read):
    """`read` of outputs and run, its boxes over the whole input instead of the image's visible part."""

    def over(outputs, run):
        found = read(outputs)
        if "pixel_mask" in run.inputs:
            mask = run.inputs["pixel_mask"][0].float()
            height, width = mask[:, 0].mean(), mask[0].mean()
            found["boxes"] = found["boxes"] * torch.stack([width, height, width, height])
        return found

    return over
