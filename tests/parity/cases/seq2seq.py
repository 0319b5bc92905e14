"""What the Marian and BART cases share: sources with padding, given targets, and generation checked token for token."""

import torch

from .common import Run, random_ids, seq2seq_sites, widen_query_and_key  # noqa: F401


def end_bias(value):
    """A model factory's finishing touch: random final_logits_bias, `value` more for the end of a sequence."""

    def widen(model, factor):
        widen_query_and_key(model, factor)
        generator = torch.Generator().manual_seed(77)
        for module in model.modules():
            if hasattr(module, "create_weight"):
                module.weight.data.copy_(module.create_weight())
        if hasattr(model, "final_logits_bias"):
            model.final_logits_bias.copy_(0.3 * torch.randn(model.final_logits_bias.shape, generator=generator))
            end = model.generation_config.eos_token_id
            for token in [end] if isinstance(end, int) else end:
                model.final_logits_bias[0, token] += value

    return widen


def generating(factory, **rules):
    """The factory with generation settings that save_pretrained writes to generation_config.json."""

    def make(config):
        model = factory(config)
        for name, value in rules.items():
            setattr(model.generation_config, name, value)
        return model

    make.__name__ = factory.__name__
    return make


def source_mask(length, hidden):
    mask = torch.ones(1, length, dtype=torch.long)
    mask[0, list(hidden)] = 0
    return mask


def target_runs(source=9, target=6, decoder_vocabulary=None):
    """Given targets: plain, one token each, padding in the source (end, middle, start), padding in the target."""

    def runs(generator, config):
        theirs = decoder_vocabulary or config.vocab_size
        made = [
            Run("plain", {"ids": random_ids(generator, config.vocab_size, source),
                          "target_ids": random_ids(generator, theirs, target)}),
            Run("single", {"ids": random_ids(generator, config.vocab_size, 1),
                           "target_ids": random_ids(generator, theirs, 1)}),
        ]
        for name, hidden in (("end", range(source - 3, source)), ("middle", (2, source // 2)), ("start", (0, 1))):
            made.append(Run(f"source-padded-{name}", {
                "ids": random_ids(generator, config.vocab_size, source), "mask": source_mask(source, hidden),
                "target_ids": random_ids(generator, theirs, target - 2)}))
        made.append(Run("target-padded", {
            "ids": random_ids(generator, config.vocab_size, source - 2), "mask": source_mask(source - 2, (1,)),
            "target_ids": random_ids(generator, theirs, target), "target_mask": source_mask(target, (2, target - 1))}))
        return made

    return runs


def causal_runs(longest):
    """For a decoder that stands alone: plain, a single token, padding at the end and in the middle."""

    def runs(generator, config):
        ids = random_ids(generator, config.vocab_size, longest)
        return [Run("plain", {"ids": ids}), Run("single", {"ids": ids[:, :1]}),
                Run("padded-end", {"ids": ids, "mask": source_mask(longest, (longest - 2, longest - 1))}),
                Run("padded-middle", {"ids": ids, "mask": source_mask(longest, (2, 3))})]

    return runs


def exact_positions(runs):
    """The runs, with sinusoids that storing the checkpoint in half precision does not round: they are not stored."""

    def extra(model, run):
        for module in model.modules():
            if hasattr(module, "create_weight"):
                module.weight.data.copy_(module.create_weight())
        return {}

    def exact(generator, config):
        made = runs(generator, config)
        for run in made:
            run.extra = extra
        return made

    return exact


def generate(model, run, settings):
    sources = {"input_ids": run.inputs["ids"]}
    # Without a mask the reference's generate() would hide padding ids, which its forward pass does not.
    sources["attention_mask"] = run.inputs.get("mask", torch.ones_like(run.inputs["ids"]))
    return model.generate(**sources, max_new_tokens=settings["max_new"], num_beams=settings["beams"], do_sample=False)


def generation_runs(*settings, source=8, count=2, padded=True):
    """For each (max_new, beams): `count` random sources, and one with padding; nothing is given to the decoder."""

    def forced(max_new, beams):
        def extra(model, run):
            sequence = generate(model, run, {"max_new": max_new, "beams": beams})
            return {"decoder_input_ids": sequence[:, :-1]}

        return extra

    def runs(generator, config):
        made = []
        for max_new, beams in settings:
            notes = {"generation": {"max_new": max_new, "beams": beams}}
            for i in range(count):
                ids = random_ids(generator, config.vocab_size, source + i)
                made.append(Run(f"{max_new}-new-{beams}-beams-{i}", {"ids": ids}, forced(max_new, beams), notes))
            if padded:
                ids = random_ids(generator, config.vocab_size, source)
                made.append(Run(f"{max_new}-new-{beams}-beams-padded",
                                {"ids": ids, "mask": source_mask(source, (source - 2, source - 1))},
                                forced(max_new, beams), notes))
        return made

    return runs


def note_generation(model, run, entry):
    if "generation" not in run.notes:
        return
    sequence = generate(model, run, run.notes["generation"])[0].tolist()
    entry["decoder_ids"], entry["generated"] = sequence[:-1], sequence[1:]


def tensors(outputs):
    """The decoder's and the encoder's last states and the heads' logits."""
    names = ("logits", "start_logits", "end_logits", "last_hidden_state", "encoder_last_hidden_state")
    return {name: outputs[name] for name in names if name in outputs and torch.is_tensor(outputs[name])}
