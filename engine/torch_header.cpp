// Carries the precompiled LibTorch header that the rooms share.
