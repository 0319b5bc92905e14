"""Writes the small TorchScript files of the tap's tests, each with what Python itself saw beside it.

    python generate.py FOLDER    (torch 2.11)

FOLDER/NAME.torchscript, FOLDER/NAME.input.npy, and what hooks around softmax, attention and grid_sample saw, in the
order in which they ran: FOLDER/NAME.I.weights.npy [windows · heads, queries, keys] and, of deformable layers,
FOLDER/NAME.I.points.npy [heads, queries, levels, points, 2].
"""

import sys
import zipfile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

WIDTH, HEADS = 8, 2


class Seen:
    """Collects what the layers hand it; not part of the exported files."""

    def __init__(self):
        self.weights, self.points = [], {}

    def keep(self, weights, points=None):
        if torch.jit.is_tracing():
            return
        if points is not None:
            self.points[len(self.weights)] = points.detach().numpy()
        self.weights.append(weights.detach().float().numpy())


seen = Seen()


def heads_of(x):
    return x.view(x.shape[0], x.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)


def merged(x):
    return x.transpose(1, 2).reshape(x.shape[0], x.shape[2], WIDTH)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        for layer in (self.q, self.k):
            nn.init.normal_(layer.weight, std=1.0)

    def forward(self, x, mask=None):
        return merged(self.attend(heads_of(self.q(x)), heads_of(self.k(x)), heads_of(self.v(x)), mask))


class Fused(Attention):
    causal = False

    def attend(self, q, k, v, mask):
        scores = q @ k.transpose(-2, -1) / (WIDTH // HEADS) ** 0.5
        if self.causal:
            scores = scores.masked_fill(torch.ones(scores.shape[-2:], dtype=torch.bool).tril().logical_not(), -torch.inf)
        if mask is not None:
            scores = scores + mask
        seen.keep(scores.softmax(-1)[0])
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask, is_causal=self.causal)


class FusedCausal(Fused):
    causal = True


class Eager(Attention):
    """Scores divided, a mask added, dropout, as BERT writes it."""

    def __init__(self):
        super().__init__()
        self.dropout = nn.Dropout(0.1)

    def attend(self, q, k, v, mask):
        scores = torch.matmul(q, k.transpose(-1, -2)) / (WIDTH // HEADS) ** 0.5
        if mask is not None:
            scores = scores + mask
        weights = scores.softmax(dim=-1)
        seen.keep(weights[0])
        return torch.matmul(self.dropout(weights), v)


class Wide(Eager):
    """Scores of thousands."""

    def attend(self, q, k, v, mask):
        return super().attend(q * 200, k, v, mask)


class Biased(Attention):
    """A learned bias for every pair, as T5 has it."""

    def __init__(self):
        super().__init__()
        self.bias = nn.Parameter(torch.randn(1, HEADS, 6, 6))

    def attend(self, q, k, v, mask):
        weights = (q @ k.transpose(-2, -1) + self.bias).softmax(-1)
        seen.keep(weights[0])
        return weights @ v


class Capped(Attention):
    """Scores that are no sum of a product and a bias; masked in place."""

    def attend(self, q, k, v, mask):
        scores = 3 * torch.tanh(q @ k.transpose(-2, -1) / 3)
        scores.masked_fill_(torch.ones(scores.shape[-2:], dtype=torch.bool).tril().logical_not(), torch.finfo(torch.float32).min)
        weights = scores.softmax(-1)
        seen.keep(weights[0])
        return weights @ v


class Einsum(Attention):
    def attend(self, q, k, v, mask):
        weights = torch.einsum("bhid,bhjd->bhij", q * 0.5, k).softmax(-1)
        seen.keep(weights[0])
        return torch.einsum("bhij,bhjd->bhid", weights, v)


class WrittenOut(Attention):
    """A softmax written out, with the values on the left."""

    def attend(self, q, k, v, mask):
        scores = (q * 0.5) @ k.transpose(-2, -1)
        powers = torch.exp(scores - scores.max(dim=-1, keepdim=True).values)
        weights = powers / powers.sum(dim=-1, keepdim=True)
        seen.keep(weights[0])
        return (v.transpose(-2, -1) @ weights.transpose(-2, -1)).transpose(-2, -1)


class Mixed(Attention):
    """Products by einsum whose dimensions lie in other orders, as XLNet has them."""

    def attend(self, q, k, v, mask):
        q, k, v = (each.permute(2, 0, 1, 3) for each in (q * 0.5, k, v))
        weights = torch.einsum("ibnd,jbnd->bnij", q, k).softmax(-1)
        seen.keep(weights[0])
        return torch.einsum("bnij,jbnd->ibnd", weights, v).permute(1, 2, 0, 3)


class Columns(Attention):
    """A query a column."""

    def attend(self, q, k, v, mask):
        scores = k @ (q * 0.5).transpose(-2, -1)
        weights = scores.softmax(-2)
        seen.keep(weights[0].transpose(-2, -1))
        return (v.transpose(-2, -1) @ weights).transpose(-2, -1)


class Logarithmic(Attention):
    def attend(self, q, k, v, mask):
        weights = F.log_softmax((q * 0.5) @ k.transpose(-2, -1), -1).exp()
        seen.keep(weights[0])
        return weights @ v


class Fast(nn.Module):
    """PyTorch's own module without its weights, which a single fused operator runs; `masked` hides what comes later."""

    masked = False

    def __init__(self):
        super().__init__()
        self.inner = nn.MultiheadAttention(WIDTH, HEADS, batch_first=True)
        nn.init.normal_(self.inner.in_proj_weight, std=1.0)

    def forward(self, x, mask=None):
        mask = torch.ones(x.shape[1], x.shape[1], dtype=torch.bool).triu(1) if self.masked else None
        if not torch.jit.is_tracing():
            seen.keep(self.inner(x, x, x, need_weights=True, average_attn_weights=False, attn_mask=mask)[1][0])
        return self.inner(x, x, x, need_weights=False, attn_mask=mask)[0]


class FastMasked(Fast):
    masked = True


class Torch(nn.Module):
    """PyTorch's own module: baddbmm and bmm over batch · heads."""

    def __init__(self):
        super().__init__()
        self.inner = nn.MultiheadAttention(WIDTH, HEADS, batch_first=True)
        nn.init.normal_(self.inner.in_proj_weight, std=1.0)

    def forward(self, x, mask=None):
        out, weights = self.inner(x, x + 0.5, x, need_weights=True, average_attn_weights=False, attn_mask=mask)
        seen.keep(weights[0])
        return out


class Layer(nn.Module):
    def __init__(self, attention):
        super().__init__()
        self.attention = attention()
        self.feed = nn.Linear(WIDTH, WIDTH)

    def forward(self, x, mask=None):
        x = x + self.attention(x, mask)
        return x + F.gelu(self.feed(x))


class TextModel(nn.Module):
    """Two layers over token ids; ends in a softmax over classes, which is no attention."""

    def __init__(self, attention, with_mask=False):
        super().__init__()
        self.embed = nn.Embedding(32, WIDTH)
        self.layers = nn.ModuleList(Layer(attention) for _ in range(2))
        self.classes = nn.Linear(WIDTH, 3)
        self.with_mask = with_mask

    def forward(self, input_ids, attention_mask=None):
        mask = None
        if self.with_mask:
            mask = (1 - attention_mask[:, None, None, :].float()) * torch.finfo(torch.float32).min
        x = self.embed(input_ids)
        for layer in self.layers:
            x = layer(x, mask)
        return self.classes(x[:, 0]).softmax(-1)


class Area(nn.Module):
    """A strided map cut into four areas, as YOLO12 attends."""

    areas = 4

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTH, 4, stride=4)
        self.qkv = nn.Conv2d(WIDTH, 3 * WIDTH, 1)
        nn.init.normal_(self.qkv.weight, std=1.0)

    def forward(self, x):
        x = self.stem(x)
        batch, _, height, width = x.shape
        cells = height * width
        qkv = self.qkv(x).flatten(2).transpose(1, 2).reshape(batch * self.areas, cells // self.areas, 3 * WIDTH)
        q, k, v = qkv.view(batch * self.areas, cells // self.areas, HEADS, 3 * WIDTH // HEADS).permute(0, 2, 3, 1).split(
            [WIDTH // HEADS] * 3, dim=2)
        weights = ((q * (WIDTH // HEADS) ** -0.5).transpose(-2, -1) @ k).softmax(-1)
        seen.keep(weights.flatten(0, 1))
        x = (v @ weights.transpose(-2, -1)).permute(0, 3, 1, 2).reshape(batch, height, width, WIDTH).permute(0, 3, 1, 2)
        return self.distribution(x)

    def distribution(self, x):
        """A softmax over a distribution that a convolution reads: no attention."""
        shares = x.flatten(2).view(1, 4, 2, -1).transpose(2, 1).softmax(1)
        return F.conv2d(shares, torch.arange(2.0).view(1, 2, 1, 1))


class Windows(nn.Module):
    """Shifted windows of 2 × 2 with a bias by place, as Swin attends."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTH, 4, stride=4)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        nn.init.normal_(self.qkv.weight, std=1.0)
        self.bias = nn.Parameter(torch.randn(1, HEADS, 4, 4))

    def forward(self, x):
        x = self.stem(x).permute(0, 2, 3, 1)
        _, height, width, _ = x.shape
        x = torch.roll(x, (-1, -1), (1, 2))
        x = x.view(1, height // 2, 2, width // 2, 2, WIDTH).permute(0, 1, 3, 2, 4, 5).reshape(-1, 4, WIDTH)
        q, k, v = self.qkv(x).view(x.shape[0], 4, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-2, -1) * 0.5 + self.bias).softmax(-1)
        seen.keep(weights.flatten(0, 1))
        return weights @ v


class Spread(nn.Module):
    """Windows of 2 × 2 cells that lie far apart, as MaxViT's grid attention has them."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTH, 4, stride=4)
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        nn.init.normal_(self.qkv.weight, std=1.0)

    def forward(self, x):
        x = self.stem(x).permute(0, 2, 3, 1)
        _, height, width, _ = x.shape
        x = x.view(1, 2, height // 2, 2, width // 2, WIDTH).permute(0, 2, 4, 1, 3, 5).reshape(-1, 4, WIDTH)
        q, k, v = self.qkv(x).view(x.shape[0], 4, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-2, -1) * 0.5).softmax(-1)
        seen.keep(weights.flatten(0, 1))
        return weights @ v


class Tokens(nn.Module):
    """Patches with one token before them and three behind, joined in two steps, as YOLOS has them."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTH, 4, stride=4)
        self.first, self.last = nn.Parameter(torch.randn(1, 1, WIDTH)), nn.Parameter(torch.randn(1, 3, WIDTH))
        self.layer = Eager()

    def forward(self, x):
        x = torch.cat([self.first, self.stem(x).flatten(2).transpose(1, 2)], dim=1)
        return self.layer(torch.cat([x, self.last], dim=1))


class Deformable(nn.Module):
    """Queries that sample two maps, and attend to each other before."""

    queries, points = 5, 2

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTH, 4, stride=4)
        self.down = nn.Conv2d(WIDTH, WIDTH, 2, stride=2)
        self.embed = nn.Parameter(torch.randn(1, self.queries, WIDTH))
        self.decoder = nn.ModuleDict({"self_attn": Torch(), "cross_attn": Sampler()})

    def forward(self, x):
        x = self.stem(x)
        maps = [x, self.down(x)]
        query = self.embed + self.decoder["self_attn"](self.embed)
        return self.decoder["cross_attn"](query, maps)


class Sampler(nn.Module):
    queries, points = 5, 2

    def __init__(self):
        super().__init__()
        self.offsets = nn.Linear(WIDTH, HEADS * 2 * self.points * 2)
        self.weights = nn.Linear(WIDTH, HEADS * 2 * self.points)

    def forward(self, query, maps):
        places = self.offsets(query).sigmoid().view(1, self.queries, HEADS, 2, self.points, 2)
        weights = self.weights(query).view(1, self.queries, HEADS, 2 * self.points).softmax(-1)
        grids = 2 * places - 1
        sampled = []
        for level, value in enumerate(maps):
            value = value.flatten(2).view(HEADS, WIDTH // HEADS, value.shape[2], value.shape[3])
            grid = grids[:, :, :, level].transpose(1, 2).flatten(0, 1)
            sampled.append(F.grid_sample(value, grid, mode="bilinear", padding_mode="zeros", align_corners=False))
        flat = weights.transpose(1, 2).reshape(HEADS, 1, self.queries, 2 * self.points)
        seen.keep(flat[:, 0], places[0].permute(1, 0, 2, 3, 4))
        return (torch.stack(sampled, dim=-2).flatten(-2) * flat).sum(-1).view(1, WIDTH, self.queries)


class Plain(nn.Module):
    """Convolutions, a warp by grid_sample without weights, and a classifier's softmax: no attention anywhere."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTH, 4, stride=4)
        self.head = nn.Linear(WIDTH, 4)

    def forward(self, x):
        x = self.stem(x)
        grid = F.affine_grid(torch.eye(2, 3).unsqueeze(0), [1, WIDTH, 4, 4], align_corners=False)
        return self.head(F.grid_sample(x, grid, align_corners=False).mean((2, 3))).softmax(-1)


class Pooled(nn.Module):
    """Learned scores that weigh values: whether that is attention, the tap cannot say."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(32, WIDTH)
        self.scores = nn.Linear(WIDTH, 1)
        self.layer = Layer(Eager)

    def forward(self, input_ids):
        x = self.layer(self.embed(input_ids))
        return self.scores(x).transpose(1, 2).softmax(-1) @ x


def without_debugging(path):
    """Takes away the source positions, which are most of a small file."""
    with zipfile.ZipFile(path) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.infolist() if not entry.filename.endswith(".debug_pkl")]
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in entries:
            archive.writestr(entry.filename, data, entry.compress_type)


def write(folder, name, model, *inputs):
    torch.manual_seed(len(name))
    model.eval()
    seen.__init__()
    with torch.no_grad():
        model(*inputs)
        traced = torch.jit.trace(model, inputs, check_trace=False)
    torch.jit.save(traced, str(folder / f"{name}.torchscript"))
    without_debugging(folder / f"{name}.torchscript")
    np.save(folder / f"{name}.input.npy", inputs[0][0].float().numpy())
    for i, weights in enumerate(seen.weights):
        np.save(folder / f"{name}.{i}.weights.npy", weights)
        if i in seen.points:
            np.save(folder / f"{name}.{i}.points.npy", seen.points[i])


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    ids = torch.tensor([[1, 7, 3, 9, 2, 30]])
    mask = torch.tensor([[1, 1, 1, 1, 0, 0]])
    picture = torch.rand(1, 3, 16, 32)
    for name, attention in [("fused", Fused), ("fused_causal", FusedCausal), ("eager", Eager), ("wide", Wide), ("biased", Biased),
                            ("capped", Capped), ("einsum", Einsum), ("written_out", WrittenOut), ("torch", Torch)]:
        write(folder, name, TextModel(attention), ids)
    for name, attention in [("mixed", Mixed), ("columns", Columns), ("logarithmic", Logarithmic), ("fast", Fast),
                            ("fast_masked", FastMasked)]:
        write(folder, name, TextModel(attention), ids)
    for name, attention in [("fused_mask", Fused), ("eager_mask", Eager)]:
        write(folder, name, TextModel(attention, True), ids, mask)
    write(folder, "area", Area(), picture)
    write(folder, "windows", Windows(), picture)
    write(folder, "spread", Spread(), picture)
    write(folder, "tokens", Tokens(), picture)
    write(folder, "bfloat16", Spread().bfloat16(), picture.bfloat16())
    write(folder, "deformable", Deformable(), picture)
    write(folder, "plain", Plain(), picture)
    write(folder, "pooled", Pooled(), ids)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
