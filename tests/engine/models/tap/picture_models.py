"""Attention over pictures: areas, windows, patches, sampling points; and a model without any."""

import torch
import torch.nn.functional as F
import torchvision
from torch import nn

from seen import seen
from text_models import HEADS, WIDTH, Eager, Torch


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


class Padded(nn.Module):
    """A picture that is padded, and told apart from ids only behind that."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTH, 4, stride=4)
        self.layer = Eager()

    def forward(self, x):
        return self.layer(self.stem(F.pad(x, (4, 4, 0, 0))).flatten(2).transpose(1, 2))


class Cut(nn.Module):
    """Patches that a linear layer reads: no convolution anywhere."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(3 * 8 * 8, WIDTH)
        self.layer = Eager()

    def forward(self, x):
        x = x.unfold(2, 8, 8).unfold(3, 8, 8)
        return self.layer(self.stem(x.permute(0, 2, 3, 1, 4, 5).flatten(3).flatten(1, 2)))


class Bare(nn.Module):
    """Means of 4 × 4 pixels that attend to each other: nothing with a parameter, so nothing tells what is read."""

    def forward(self, x):
        x = 9 * F.avg_pool2d(x, 4).flatten(2).transpose(1, 2).unsqueeze(1)
        seen.keep((x @ x.transpose(-2, -1) * x.shape[-1] ** -0.5).softmax(-1)[0])
        return F.scaled_dot_product_attention(x, x, x)


class Suppressed(nn.Module):
    """Patches that become boxes, of which torchvision's operator keeps some."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, WIDTH, 4, stride=4)
        self.layer = Eager()

    def forward(self, x):
        x = self.layer(self.stem(x).flatten(2).transpose(1, 2))[0]
        boxes = torch.cat([x[:, :2], x[:, :2] + x[:, 2:4].exp()], 1)
        return boxes[torchvision.ops.nms(boxes, x[:, 4], 0.3)]


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
