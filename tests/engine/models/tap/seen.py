"""What the models of the tap's fixtures show of themselves when Python runs them."""

import torch


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
