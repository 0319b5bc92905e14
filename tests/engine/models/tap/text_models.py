"""Attention in the spellings that models of texts have."""

import torch
import torch.nn.functional as F
from torch import nn

from seen import seen

WIDTH, HEADS = 8, 2


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


class Talking(Attention):
    """Talking heads, as CaiT has them: scores of all heads are mixed before the softmax, weights after it."""

    def __init__(self):
        super().__init__()
        self.before, self.after = nn.Linear(HEADS, HEADS), nn.Linear(HEADS, HEADS)

    def attend(self, q, k, v, mask):
        scores = (q * 0.5) @ k.transpose(-2, -1)
        weights = self.before(scores.permute(0, 2, 3, 1)).permute(0, 3, 1, 2).softmax(-1)
        seen.keep(weights[0])
        return self.after(weights.permute(0, 2, 3, 1)).permute(0, 3, 1, 2) @ v


class Sinks(Attention):
    """A learned score beside those of the keys, whose weight goes nowhere."""

    def __init__(self):
        super().__init__()
        self.sinks = nn.Parameter(torch.randn(1, HEADS, 1, 1))

    def attend(self, q, k, v, mask):
        scores = (q * 0.5) @ k.transpose(-2, -1)
        weights = torch.cat([scores, self.sinks.expand(-1, -1, scores.shape[2], -1)], -1).softmax(-1)[..., :-1]
        seen.keep(weights[0])
        return weights @ v


class InPlace(Attention):
    """A softmax written out over its own scores."""

    def attend(self, q, k, v, mask):
        scores = (q * 0.5) @ k.transpose(-2, -1)
        scores = scores - scores.amax(-1, keepdim=True)
        scores.exp_()
        weights = scores.div_(scores.sum(-1, keepdim=True))
        seen.keep(weights[0].clone())
        return weights @ v


class HeadsLast(Attention):
    """Scores and weights whose last dimension is the head."""

    def attend(self, q, k, v, mask):
        q, k, v = (each.transpose(1, 2) for each in (q * 0.5, k, v))
        weights = torch.einsum("bqhd,bkhd->bqkh", q, k).softmax(2)
        seen.keep(weights[0].permute(2, 0, 1))
        return torch.einsum("bqkh,bkhd->bqhd", weights, v).transpose(1, 2)


class OneQuery(Attention):
    """The mean as the only query, scores and weights with the head as their last dimension."""

    def attend(self, q, k, v, mask):
        q, k, v = (each.transpose(1, 2) for each in (q.mean(2, keepdim=True) * 0.5, k, v))
        weights = torch.einsum("bqhd,bkhd->bqkh", q, k).softmax(2)
        seen.keep(weights[0].permute(2, 0, 1))
        return torch.einsum("bqkh,bkhd->bqhd", weights, v).transpose(1, 2)


class NoQuery(Attention):
    """The mean as the only query, without a dimension of its own."""

    def attend(self, q, k, v, mask):
        weights = torch.einsum("bhd,bhkd->bhk", q.mean(2) * 0.5, k).softmax(-1)
        seen.keep(weights[0].unsqueeze(1))
        return torch.einsum("bhk,bhkd->bhd", weights, v).unsqueeze(2)


class OneColumn(Attention):
    """The mean as the only query, a column; the values on the left."""

    def attend(self, q, k, v, mask):
        weights = (k @ (q.mean(2, keepdim=True) * 0.5).transpose(-2, -1)).softmax(-2)
        seen.keep(weights[0].transpose(-2, -1))
        return (v.transpose(-2, -1) @ weights).transpose(-2, -1)


class Chunked(Attention):
    """Queries two at a time."""

    def attend(self, q, k, v, mask):
        out = []
        for part in (q * 0.5).split(2, dim=2):
            weights = (part @ k.transpose(-2, -1)).softmax(-1)
            seen.keep(weights[0])
            out.append(weights @ v)
        return torch.cat(out, dim=2)


class DividedLater(Attention):
    """Values weighed by powers, divided by their sum."""

    def attend(self, q, k, v, mask):
        powers = torch.exp((q * 0.5) @ k.transpose(-2, -1))
        seen.keep((powers / powers.sum(-1, keepdim=True))[0])
        return (powers @ v) / powers.sum(-1, keepdim=True)


class LogSumExp(Attention):
    def attend(self, q, k, v, mask):
        scores = (q * 0.5) @ k.transpose(-2, -1)
        weights = torch.exp(scores - scores.logsumexp(-1, keepdim=True))
        seen.keep(weights[0])
        return weights @ v


class Strongest(Attention):
    """All but the three largest weights of a row are taken away, and the rest is made to sum to 1 again."""

    def attend(self, q, k, v, mask):
        weights = ((q * 0.5) @ k.transpose(-2, -1)).softmax(-1)
        least = weights.topk(3, -1).values[..., -1:]
        weights = torch.where(weights >= least, weights, torch.zeros_like(weights))
        weights = weights / weights.sum(-1, keepdim=True)
        seen.keep(weights[0])
        return weights @ v


class Silenced(Attention):
    """Weights of later keys are set to 0 in place, behind the softmax."""

    def attend(self, q, k, v, mask):
        weights = ((q * 0.5) @ k.transpose(-2, -1)).softmax(-1)
        weights.mul_(torch.ones(weights.shape[-2:]).tril())
        seen.keep(weights[0])
        return weights @ v


class Gated(Attention):
    """Every row of weights is scaled by a number of its own."""

    def attend(self, q, k, v, mask):
        weights = ((q * 0.5) @ k.transpose(-2, -1)).softmax(-1)
        seen.keep(weights[0])
        return (weights * torch.tanh(q.sum(-1, keepdim=True))) @ v


class Slots(Attention):
    """Queries compete for keys, as in slot attention: the softmax is over the queries, what weighs is over the keys."""

    def attend(self, q, k, v, mask):
        shares = ((q * 0.5) @ k.transpose(-2, -1)).softmax(-2)
        weights = shares / shares.sum(-1, keepdim=True)
        seen.keep(weights[0])
        return weights @ v


class Differential(Attention):
    """Two softmaxes, one taken from the other."""

    def attend(self, q, k, v, mask):
        first, second = (a @ b.transpose(-2, -1) for a, b in zip(q.chunk(2, -1), k.chunk(2, -1)))
        first, second = first.softmax(-1), second.softmax(-1)
        seen.keep(first[0])
        seen.keep(second[0])
        return (first - 0.3 * second) @ v


class Channels(Attention):
    """A channel's query looks at channels, as in XCiT."""

    def attend(self, q, k, v, mask):
        weights = (q.transpose(-2, -1) @ k).softmax(-1)
        seen.keep(weights[0])
        return (weights @ v.transpose(-2, -1)).transpose(-2, -1)


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
