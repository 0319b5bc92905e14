"""What bounds deformable attention on a GPU: the pieces that its corners read, gathered from a map that lies in the L2 cache, and
nothing else done with them."""
import torch
import triton
import triton.language as tl


@triton.jit
def gather(table, places, out, width: tl.constexpr, rows: tl.constexpr, rounds: tl.constexpr):
    number = tl.program_id(0)
    columns = tl.arange(0, width)
    sums = tl.zeros((rows, width), tl.float32)
    for turn in tl.static_range(rounds):
        place = tl.load(places + number * rows * rounds + turn * rows + tl.arange(0, rows)).to(tl.int64)
        sums += tl.load(table + place[:, None] * width + columns[None, :]).to(tl.float32)
    tl.store(out + number * width + columns, tl.sum(sums, 0))


def bound(seconds, queries, heads, width, points, dtype, spread):
    """Seconds for queries · heads · points · 4 pieces of `width` numbers, by the fastest of several ways to share them out. Places
    lie a few hundred pieces around each query's own ("near") or anywhere."""
    pieces = queries * heads
    reads = pieces * points * 4 // 4096 * 4096
    table = torch.randn(pieces, width, device="cuda").to(dtype)
    if spread == "anywhere":
        places = torch.randint(0, pieces, (reads,), device="cuda", dtype=torch.int32)
    else:
        own = torch.arange(reads, device="cuda") // (points * 4)
        places = ((own + torch.randint(-512, 512, (reads,), device="cuda")) % pieces).int()
    found = []
    for rows, rounds, warps in ((16, 16, 4), (32, 16, 4), (32, 8, 8), (64, 8, 8), (64, 16, 8)):
        blocks = reads // (rows * rounds)
        out = torch.empty(blocks, width, device="cuda")
        found.append(seconds(lambda: gather[(blocks,)](table, places, out, width, rows, rounds, num_warps=warps)))
    return min(found)
