"""Parity cases, one file a family: each defines CASES, a list of common.Case."""
