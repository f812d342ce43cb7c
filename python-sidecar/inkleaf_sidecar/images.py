"""Image files become upright RGB pixels here and nowhere else."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pi_heif
from PIL import Image, ImageOps

from .clean_up import cleaned
from .errors import SidecarError

pi_heif.register_heif_opener()
# Our own limit below is checked on the header, before any pixel is decoded, and has a message for users.
Image.MAX_IMAGE_PIXELS = None

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "HEIF")
MAX_PIXELS = 250_000_000
"""Largest picture that is decoded: an A0 sheet at 400 DPI."""
WORKING_PIXELS = 40_000_000
"""Larger pictures are made smaller before reading: A3 at 600 DPI has 70 megapixels and reads as well at 450."""

PREVIEW_QUALITY = 80
PAGE_QUALITY = 92

EXIF_ORIENTATION = 0x0112

Rgb = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class ImageInfo:
    format: str
    frames: int
    widthPx: int
    heightPx: int


def inspect_image(source: Path | bytes) -> ImageInfo:
    """Format, number of pages and size in pixels (as shown, so after EXIF) from the header alone.

    Every frame of a TIFF is a page; of an animation (GIF, WEBP, PNG) only the first is.
    Raises SidecarError kind `input` for what is no readable picture."""
    try:
        with _open(source) as picture:
            width, height = picture.size
            # Pillow decodes a whole PNG to look for EXIF behind its pixels.
            orientation = 1 if picture.format == "PNG" else picture.getexif().get(EXIF_ORIENTATION, 1)
            frames = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
            if orientation >= 5:
                width, height = height, width
            return ImageInfo(picture.format or "?", frames, width, height)
    except (SidecarError, MemoryError):
        raise
    except Exception as caught:
        pixels = _by_other_decoder(source, 0, caught)
        return ImageInfo("?", 1, pixels.shape[1], pixels.shape[0])


def decode_image(source: Path | bytes, frame: int = 0, max_pixels: int = MAX_PIXELS) -> Rgb:
    """(height, width, 3) uint8, upright, opaque. `frame` counts from 0."""
    try:
        with _open(source) as picture:
            _refuse_bomb(picture, max_pixels)
            if frame:
                picture.seek(frame)
                _refuse_bomb(picture, max_pixels)
            if picture.format == "JPEG" and picture.width * picture.height > WORKING_PIXELS:
                picture.draft("RGB", (picture.width // 2, picture.height // 2))
            picture.load()
            return _to_rgb(_within(ImageOps.exif_transpose(picture), WORKING_PIXELS))
    except EOFError as caught:
        raise SidecarError("no_such_frame", "input", f"The picture has no page {frame + 1}.") from caught
    except (SidecarError, MemoryError):
        raise
    except Exception as caught:
        # Pillow's decoders raise whatever comes: OSError, SyntaxError, TypeError, struct.error.
        return _by_other_decoder(source, frame, caught)


def _by_other_decoder(source: Path | bytes, frame: int, cause: Exception) -> Rgb:
    """What Pillow can't read OpenCV often can: odd TIFFs, the still picture of a PNG whose animation is broken. Raises
    `damaged_image` where it can't either."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    bitmap = _bit_fields(data)
    if bitmap is not None:
        return bitmap
    try:
        encoded = np.frombuffer(data, np.uint8)
        pages = cv2.imdecodemulti(encoded, cv2.IMREAD_COLOR)[1] if frame else [cv2.imdecode(encoded, cv2.IMREAD_COLOR)]
    except cv2.error:
        raise damaged() from cause
    if frame >= len(pages) or pages[frame] is None:
        raise damaged() from cause
    rgb: Rgb = cv2.cvtColor(pages[frame], cv2.COLOR_BGR2RGB)
    return rgb


def _bit_fields(data: bytes) -> Rgb | None:
    """A bitmap of 16 or 32 bits a pixel whose colours have bits of their own (BITMAPINFOHEADER with BI_BITFIELDS,
    learn.microsoft.com/windows/win32/api/wingdi); None for anything else. Pillow and OpenCV know some of them only."""
    if data[:2] != b"BM" or len(data) < 66:
        return None
    start, size, width, height, _, bits, compression = struct.unpack_from("<IIiiHHI", data, 10)
    row = (width * bits // 8 + 3) // 4 * 4
    if size < 40 or bits not in (16, 32) or compression not in (3, 6) or width <= 0:
        return None
    if not 0 < width * abs(height) <= MAX_PIXELS or len(data) < start + row * abs(height):
        return None
    rows = np.frombuffer(data, np.uint8, row * abs(height), start).reshape(abs(height), row)
    words = np.ascontiguousarray(rows[:, : width * bits // 8]).view("<u2" if bits == 16 else "<u4").astype(np.uint32)
    channels = []
    for mask in struct.unpack_from("<III", data, 54):
        shift = (mask & -mask).bit_length() - 1 if mask else 0
        most = mask >> shift
        channels.append(((words & mask) >> shift).astype(np.float64) * (255 / most if most else 0))
    picture = np.stack(channels, axis=2).round().astype(np.uint8)
    return picture if height < 0 else picture[::-1].copy()


def encode_preview(
    source: Path | bytes, frame: int, max_px: int, media_type: str = "image/webp", clean_up: Sequence[str] = ()
) -> bytes:
    """The upright picture as WebP or JPEG, its longer side `max_px` at most; `clean_up` as in `cleaned`."""
    picture = Image.fromarray(cleaned(decode_image(source, frame), clean_up))
    picture.thumbnail((max_px, max_px))
    encoded = io.BytesIO()
    if media_type == "image/jpeg":
        picture.convert("RGB").save(encoded, "JPEG", quality=PAGE_QUALITY)
    else:
        picture.save(encoded, "WEBP", quality=PREVIEW_QUALITY)
    return encoded.getvalue()


@dataclass(frozen=True, slots=True)
class PagePicture:
    encoded: bytes
    media_type: str
    widthPx: int
    heightPx: int
    dpi: float | None
    """None where the file does not say."""


def encode_page(source: Path, frame: int) -> PagePicture:
    """A picture's page upright, as JPEG or PNG, for a PDF. An upright JPEG stays as it is, black and white stays so."""
    with _open(source) as picture:
        try:
            if frame:
                picture.seek(frame)
            dpi = picture.info.get("dpi")
            # A header that says 72 or less says nothing: it is what programs write that do not know.
            known = float(dpi[0]) if dpi and float(dpi[0]) > 72 else None
            orientation = picture.getexif().get(EXIF_ORIENTATION, 1)
            if picture.format == "JPEG" and orientation == 1 and picture.mode in ("L", "RGB"):
                return PagePicture(source.read_bytes(), "image/jpeg", *picture.size, known)
            bilevel = picture.mode == "1"
            upright = ImageOps.exif_transpose(picture) if bilevel else Image.fromarray(decode_image(source, frame))
        except (SidecarError, MemoryError):
            raise
        except Exception as caught:
            raise damaged() from caught
        encoded = io.BytesIO()
        if bilevel:
            upright.save(encoded, "PNG")
        else:
            upright.save(encoded, "JPEG", quality=PAGE_QUALITY, subsampling=0)
        smaller = upright.width / (picture.height if orientation >= 5 else picture.width)
        return PagePicture(
            encoded.getvalue(),
            "image/png" if bilevel else "image/jpeg",
            *upright.size,
            known and known * smaller,
        )


def _open(source: Path | bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=FORMATS)
    except FileNotFoundError as caught:
        raise SidecarError("source_missing", "input", "The file is gone. Add it again.") from caught


def damaged() -> SidecarError:
    message = (
        "The picture is damaged, cut off or of a variety that can't be read. Open it in another program and save it "
        "as PNG, or export it again."
    )
    return SidecarError("damaged_image", "input", message)


def _refuse_bomb(picture: Image.Image, max_pixels: int) -> None:
    if picture.width * picture.height > max_pixels:
        raise SidecarError(
            "image_too_large",
            "input",
            f"The picture has {picture.width} x {picture.height} pixels; the limit is {max_pixels // 1_000_000} "
            "million. Make it smaller first.",
        )


def _within(picture: Image.Image, pixels: int) -> Image.Image:
    if picture.width * picture.height <= pixels:
        return picture
    factor = float(np.sqrt(picture.width * picture.height / pixels))
    if picture.mode in ("1", "P"):
        picture = picture.convert("L" if picture.mode == "1" else "RGBA" if "transparency" in picture.info else "RGB")
    elif picture.mode not in ("L", "LA", "RGB", "RGBA", "CMYK", "YCbCr"):
        picture = Image.fromarray(_to_rgb(picture))
    return picture.resize((int(picture.width / factor), int(picture.height / factor)), Image.Resampling.BILINEAR)


def _to_rgb(picture: Image.Image) -> Rgb:
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return _stretched(np.asarray(picture, dtype=np.float32))
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        return _on_contrast(picture.convert("RGBA"))
    return np.asarray(picture.convert("RGB"))


def _stretched(values: npt.NDArray[np.float32]) -> Rgb:
    """Grey of 16 or 32 bits, often of 10 or 12 bits within, onto 8 bits: the full range where it is used,
    the used range otherwise."""
    low, high = float(values.min()), float(values.max())
    if high > 32_767 and low >= 0:
        low, high = 0.0, 65_535.0
    grey = np.clip((values - low) * (255.0 / max(high - low, 1e-6)), 0, 255).astype(np.uint8)
    return np.repeat(grey[:, :, None], 3, axis=2)


def _on_contrast(picture: Image.Image) -> Rgb:
    """Transparency over the ground that its ink stands out from: white text over black, all else over white."""
    rgba = np.asarray(picture)
    alpha = rgba[:, :, 3:4].astype(np.float32) / 255
    luminance = rgba[:, :, :3].astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    weight = float(alpha.sum())
    mean = float((luminance[:, :, None] * alpha).sum() / weight) if weight else 0.0
    mostly_clear = weight < 0.5 * alpha.size
    ground = 0.0 if mostly_clear and mean > 160 else 255.0
    return (rgba[:, :, :3] * alpha + ground * (1 - alpha)).astype(np.uint8)
