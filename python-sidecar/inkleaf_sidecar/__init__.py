"""The recognition process of Inkleaf: models stay loaded, pages come in over a Unix socket."""

import os

__version__ = "0.1.0"

# Official builds of ONNX Runtime report to their maker from 1.29 on, unless this is set before they are loaded
# (github.com/microsoft/onnxruntime/pull/27379): model names and hashes, times, a number that stays with the device.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
