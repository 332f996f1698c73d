"""Speed and memory as ratios measured in one run: `python -m tests.bench` (see --help). No test asserts a time."""
