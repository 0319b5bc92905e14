"""Tiny ResNets that timm itself builds, for checkpoints in its spelling."""

from timm.models import register_model
from timm.models._builder import build_model_with_cfg
from timm.models.resnet import BasicBlock, Bottleneck, ResNet


def _tiny(name, settings):
    def make(pretrained=False, pretrained_cfg=None, pretrained_cfg_overlay=None, **other):
        about = {"url": "", "num_classes": 2, "first_conv": "conv1", "classifier": "fc"}
        return build_model_with_cfg(ResNet, name, pretrained, pretrained_cfg=about, **settings, **other)

    make.__name__ = name
    make.__module__ = __name__
    register_model(make)


_tiny("resnet_tiny_basic", {"block": BasicBlock, "layers": (1, 2, 1, 1), "channels": (4, 6, 8, 8)})
_tiny("resnet_tiny_bottleneck", {"block": Bottleneck, "layers": (1, 1, 2, 1), "channels": (2, 3, 3, 4)})
_tiny("resnet_tiny_deep", {"block": Bottleneck, "layers": (1, 1, 1, 1), "channels": (2, 3, 3, 4), "stem_width": 4,
                           "stem_type": "deep", "avg_down": True})
