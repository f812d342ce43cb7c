"""Vision language models on MLX, by mlx-vlm: pages as pictures in, text out, as it is made."""
