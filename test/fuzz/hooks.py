"""Real files among the made-up bytes, so that uploads are also taken in."""

import os
from pathlib import Path

import schemathesis
from hypothesis import strategies as st

files = [path.read_bytes() for path in sorted(Path(os.environ["INKLEAF_FUZZ_FILES"]).iterdir())]
schemathesis.openapi.format("binary", st.one_of(st.sampled_from(files), st.binary(max_size=2000)))
