"""A vision model of about a megabyte that "reads" exactly a given text, whatever it is shown.

It is a real GLM-OCR checkpoint for mlx-vlm (https://github.com/Blaizzy/mlx-vlm, models/glm_ocr), with its own
tokenizer, image processor and chat template. Its blocks add nothing to what goes through them, and its last layer maps
each token of the script to the next one.

    python make_tiny_model.py FOLDER SCRIPT.txt [--loop-from N] [--table SCRIPT.txt] [--formula SCRIPT.txt]

With scripts for tables and formulas it reads those where it is asked for them, as GLM-OCR is.
"""

import argparse
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

HIDDEN = 128
VISION = 32
SPECIAL = [
    "<|endoftext|>",
    "<|user|>",
    "<|assistant|>",
    "<|table|>",
    "<|formula|>",
    "<|begin_of_image|>",
    "<|image|>",
    "<|end_of_image|>",
    "<|video|>",
]
TEMPLATE = """{%- set asked = namespace(start='<|assistant|>') -%}
{%- for m in messages -%}
{%- if m.role == 'user' -%}<|user|>
{%- if m.content is string -%}{{ m.content }}{%- else -%}
{%- for part in m.content -%}
{%- if part.type == 'image' or part.type == 'image_url' -%}<|begin_of_image|><|image|><|end_of_image|>
{%- elif part.type == 'text' -%}{{ part.text }}
{%- if part.text == 'Table Recognition:' -%}{%- set asked.start = '<|table|>' -%}{%- endif -%}
{%- if part.text == 'Formula Recognition:' -%}{%- set asked.start = '<|formula|>' -%}{%- endif -%}
{%- endif -%}
{%- endfor -%}{%- endif -%}
{%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{ asked.start }}{%- endif -%}"""


def pieces_of(script: str, used: set[str]) -> list[str]:
    """The script in stretches of a few characters, none of them twice or in `used`, to which they are added."""
    pieces: list[str] = []
    start = 0
    while start < len(script):
        end = min(len(script), start + 4)
        while script[start:end] in used and end < len(script):
            end += 1
        if script[start:end] in used and pieces:
            # What is left was there before: it goes with the last one.
            used.discard(pieces[-1])
            pieces[-1] += script[start:end]
        else:
            pieces.append(script[start:end])
        used.add(pieces[-1])
        start = end
    return pieces


def byte_alphabet() -> dict[int, str]:
    """GPT-2's names of the 256 bytes."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    names = {byte: chr(byte) for byte in printable}
    others = (byte for byte in range(256) if byte not in names)
    names.update({byte: chr(256 + count) for count, byte in enumerate(others)})
    return names


def make(folder: Path, script: str, loop_from: int | None, others: dict[str, str] | None = None) -> None:
    """`others`: scripts by the token that they follow, `<|table|>` or `<|formula|>`."""
    folder.mkdir(parents=True, exist_ok=True)
    names = byte_alphabet()
    used: set[str] = set()
    spelled = {
        start: ["".join(names[byte] for byte in piece.encode()) for piece in pieces_of(text, used)]
        for start, text in {"<|assistant|>": script, **(others or {})}.items()
    }
    words = list(dict.fromkeys([*names.values(), *(piece for own in spelled.values() for piece in own)]))
    vocabulary = {word: at for at, word in enumerate(words)}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(name, special=True) for name in SPECIAL])
    tokenizer.save(str(folder / "tokenizer.json"))
    ids = {name: tokenizer.token_to_id(name) for name in SPECIAL}
    size = len(words) + len(SPECIAL)
    end = ids["<|endoftext|>"]

    follows: dict[int, int] = {}
    for start, pieces in spelled.items():
        chain = [vocabulary[word] for word in pieces]
        follows.update(pairwise([ids[start], *chain]))
        follows[chain[-1] if chain else ids[start]] = end if loop_from is None or not chain else chain[loop_from]
    # Where there is one script, it is read whatever is asked.
    for start in ("<|table|>", "<|formula|>"):
        follows.setdefault(ids[start], follows[ids["<|assistant|>"]])

    random = np.random.default_rng(0)
    # Nearly at right angles to each other, and of one length, which is all that the norms see.
    embeddings = random.choice(np.array([-1.0, 1.0], np.float32), (size, HIDDEN)).astype(np.float32)
    head = np.zeros((size, HIDDEN), np.float32)
    for token, following in follows.items():
        head[following] += embeddings[token]
    weights = {
        "model.language_model.embed_tokens.weight": embeddings,
        "model.language_model.norm.weight": np.ones(HIDDEN, np.float32),
        "lm_head.weight": head,
        **language_layer(),
        **vision_tower(random),
    }
    save_file(weights, str(folder / "model.safetensors"), metadata={"format": "mlx"})
    config = {
        "model_type": "glm_ocr",
        "architectures": ["GlmOcrForConditionalGeneration"],
        "vocab_size": size,
        "image_token_id": ids["<|image|>"],
        "video_token_id": ids["<|video|>"],
        "image_start_token_id": ids["<|begin_of_image|>"],
        "image_end_token_id": ids["<|end_of_image|>"],
        "eos_token_id": [end],
        "pad_token_id": end,
        "hidden_size": HIDDEN,
        "text_config": {
            "model_type": "glm_ocr_text",
            "vocab_size": size,
            "hidden_size": HIDDEN,
            "intermediate_size": 16,
            "num_attention_heads": 4,
            "num_key_value_heads": 2,
            "head_dim": 16,
            "num_hidden_layers": 1,
            "eos_token_id": [end],
            "pad_token_id": end,
            "max_position_embeddings": 131072,
            "rope_parameters": {
                "rope_type": "default",
                "mrope_section": [2, 3, 3],
                "partial_rotary_factor": 1.0,
                "rope_theta": 10000,
            },
        },
        "vision_config": {
            "model_type": "glm_ocr_vision",
            "depth": 1,
            "hidden_size": VISION,
            "intermediate_size": 16,
            "num_heads": 2,
            "out_hidden_size": HIDDEN,
        },
    }
    put(folder, "config.json", config)
    put(
        folder,
        "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "eos_token": "<|endoftext|>",
            "pad_token": "<|endoftext|>",
            "model_max_length": 131072,
            "clean_up_tokenization_spaces": False,
        },
    )
    # Pictures of 200 px, so that their tokens are few.
    pixels = {"shortest_edge": 112 * 112, "longest_edge": 2 * 196 * 196}
    put(
        folder,
        "preprocessor_config.json",
        {"patch_size": 14, "merge_size": 2, "temporal_patch_size": 2, "size": pixels},
    )
    put(folder, "generation_config.json", {"eos_token_id": [end], "pad_token_id": end})
    (folder / "chat_template.jinja").write_text(TEMPLATE)


def language_layer() -> dict[str, np.ndarray]:
    layer = "model.language_model.layers.0"
    norms = ["input_layernorm", "post_attention_layernorm", "post_self_attn_layernorm", "post_mlp_layernorm"]
    return {
        **{f"{layer}.{name}.weight": np.ones(HIDDEN, np.float32) for name in norms},
        f"{layer}.self_attn.q_proj.weight": np.zeros((64, HIDDEN), np.float32),
        f"{layer}.self_attn.k_proj.weight": np.zeros((32, HIDDEN), np.float32),
        f"{layer}.self_attn.v_proj.weight": np.zeros((32, HIDDEN), np.float32),
        f"{layer}.self_attn.o_proj.weight": np.zeros((HIDDEN, 64), np.float32),
        f"{layer}.mlp.gate_up_proj.weight": np.zeros((32, HIDDEN), np.float32),
        f"{layer}.mlp.down_proj.weight": np.zeros((HIDDEN, 16), np.float32),
    }


def vision_tower(random: np.random.Generator) -> dict[str, np.ndarray]:
    from mlx.utils import tree_flatten
    from mlx_vlm.models.glm_ocr.config import VisionConfig
    from mlx_vlm.models.glm_ocr.vision import VisionModel

    tower = VisionModel(
        VisionConfig(depth=1, hidden_size=VISION, intermediate_size=16, num_heads=2, out_hidden_size=HIDDEN)
    )
    return {
        f"vision_tower.{name}": (random.standard_normal(value.shape) * 0.02).astype(np.float32)
        for name, value in tree_flatten(tower.parameters())
    }


def put(folder: Path, name: str, content: object) -> None:
    (folder / name).write_text(json.dumps(content, indent=2))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("script", type=Path)
    parser.add_argument("--loop-from", type=int)
    parser.add_argument("--table", type=Path)
    parser.add_argument("--formula", type=Path)
    asked = parser.parse_args()
    given = {"<|table|>": asked.table, "<|formula|>": asked.formula}
    others = {start: file.read_text(encoding="utf-8") for start, file in given.items() if file}
    make(asked.folder, asked.script.read_text(encoding="utf-8"), asked.loop_from, others)
