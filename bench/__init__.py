"""Measurements: each module is one, run by `./dev bench NAME` and written up in docs/performance.md."""
