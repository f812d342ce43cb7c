"""Apple's Vision framework: scripts that the nets lack, with nothing to download."""
