"""Every kind of picture becomes upright, opaque RGB."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from inkleaf_sidecar.conftest import FIXTURES
from inkleaf_sidecar.errors import SidecarError
from inkleaf_sidecar.images import decode_image, encode_page, encode_preview, inspect_image


def page(mode: str = "RGB", size: tuple[int, int] = (120, 80)) -> Image.Image:
    """White with a black bar near the top left."""
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((10, 5, 50, 15), fill="black")
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def bar_is_top_left(pixels: np.ndarray) -> bool:
    return bool(pixels[10, 30].mean() < 60 and pixels[60, 100].mean() > 200)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("RGB", "PNG"),
        ("L", "PNG"),
        ("1", "PNG"),
        ("P", "PNG"),
        ("RGBA", "PNG"),
        ("LA", "PNG"),
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("1", "TIFF"),
        ("CMYK", "TIFF"),
        ("RGB", "WEBP"),
        ("RGB", "BMP"),
        ("P", "GIF"),
    ],
)
def test_every_mode_is_read(mode: str, kind: str) -> None:
    pixels = decode_image(saved(page(mode), kind))
    assert pixels.shape == (80, 120, 3)
    assert pixels.dtype == np.uint8
    assert bar_is_top_left(pixels)


def test_heic_is_read() -> None:
    heic = FIXTURES / "page.heic"
    info = inspect_image(heic)
    assert (info.format, info.frames, info.widthPx, info.heightPx) == ("HEIF", 1, 875, 1240)
    as_png = decode_image(FIXTURES / "page.png").astype(int)
    assert np.abs(decode_image(heic).astype(int) - as_png).mean() < 8


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(orientation: int) -> None:
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    picture = page()
    stored = picture.transpose(Image.Transpose(undo[orientation])) if orientation > 1 else picture
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(stored, "JPEG", exif=exif, quality=95)
    assert bar_is_top_left(decode_image(data))
    info = inspect_image(data)
    assert (info.widthPx, info.heightPx) == (120, 80)


def test_white_text_on_nothing_is_seen() -> None:
    picture = Image.new("RGBA", (120, 80), (255, 255, 255, 0))
    ImageDraw.Draw(picture).rectangle((10, 5, 50, 15), fill=(255, 255, 255, 255))
    pixels = decode_image(saved(picture, "PNG"))
    assert abs(int(pixels[10, 30].mean()) - int(pixels[60, 100].mean())) > 200


def test_black_text_on_nothing_is_on_white() -> None:
    picture = Image.new("RGBA", (120, 80), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((10, 5, 50, 15), fill=(0, 0, 0, 255))
    assert bar_is_top_left(decode_image(saved(picture, "PNG")))


@pytest.mark.parametrize("white", [65_535, 4095])
def test_sixteen_bits_keep_their_contrast(white: int) -> None:
    grey = np.full((80, 120), white, np.uint16)
    grey[5:16, 10:51] = 0
    assert bar_is_top_left(decode_image(saved(Image.fromarray(grey), "TIFF")))


def test_every_frame_of_a_tiff_is_a_page_and_of_an_animation_only_the_first() -> None:
    frames = [page(size=(120, 80 + 10 * n)) for n in range(3)]
    tiff = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    assert inspect_image(tiff).frames == 3
    assert [decode_image(tiff, n).shape[0] for n in range(3)] == [80, 90, 100]
    with pytest.raises(SidecarError, match="no page 4"):
        decode_image(tiff, 3)
    gif = saved(page("P"), "GIF", save_all=True, append_images=[page("P").rotate(180)])
    assert inspect_image(gif).frames == 1
    assert bar_is_top_left(decode_image(gif))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_cut_off_is_named_as_damaged(kind: str) -> None:
    noisy = Image.fromarray(np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8))
    whole = saved(noisy, kind)
    with pytest.raises(SidecarError) as caught:
        decode_image(whole[: len(whole) // 2])
    assert caught.value.kind == "input"
    assert caught.value.code == "damaged_image"


def test_a_decompression_bomb_is_refused_before_it_is_decoded() -> None:
    bomb = saved(Image.new("1", (30_000, 30_000)), "PNG")
    assert len(bomb) < 200_000
    with pytest.raises(SidecarError, match="30000 x 30000") as caught:
        decode_image(bomb)
    assert caught.value.code == "image_too_large"


def test_what_is_no_picture_is_named(tmp_path: Path) -> None:
    with pytest.raises(SidecarError) as caught:
        inspect_image(b"%PDF-1.4 not a picture")
    assert caught.value.code == "damaged_image"
    with pytest.raises(SidecarError) as caught:
        inspect_image(tmp_path / "gone.png")
    assert caught.value.code == "source_missing"


def test_a_preview_is_upright_webp_within_its_size() -> None:
    encoded = encode_preview(FIXTURES / "page.png", 0, 200)
    with Image.open(io.BytesIO(encoded)) as preview:
        assert (preview.format, max(preview.size)) == ("WEBP", 200)
    jpeg = encode_preview(FIXTURES / "page.png", 0, 200, "image/jpeg")
    with Image.open(io.BytesIO(jpeg)) as preview:
        assert (preview.format, max(preview.size)) == ("JPEG", 200)


def test_a_preview_can_be_cleaned_up_first(tmp_path: Path) -> None:
    shadow = np.tile(np.linspace(90, 250, 400).astype(np.uint8), (300, 1))
    cv2.putText(shadow, "shadow", (40, 160), cv2.FONT_HERSHEY_SIMPLEX, 2, 20, 4)
    cv2.imwrite(str(tmp_path / "shadow.png"), shadow)

    def darkest_corner(steps: list[str]) -> float:
        encoded = encode_preview(tmp_path / "shadow.png", 0, 400, "image/jpeg", steps)
        with Image.open(io.BytesIO(encoded)) as preview:
            return float(np.asarray(preview.convert("L"))[:40, :40].mean())

    assert darkest_corner([]) < 130
    assert darkest_corner(["contrast"]) > 220


def test_a_page_for_a_pdf_is_the_jpeg_itself_where_that_stands_upright(tmp_path: Path) -> None:
    upright = tmp_path / "upright.jpg"
    upright.write_bytes(saved(page(), "JPEG", dpi=(300, 300)))
    found = encode_page(upright, 0)
    assert (found.encoded, found.media_type, found.dpi) == (upright.read_bytes(), "image/jpeg", 300)
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = tmp_path / "turned.jpg"
    turned.write_bytes(saved(page(), "JPEG", exif=exif))
    found = encode_page(turned, 0)
    assert (found.widthPx, found.heightPx) == (80, 120)
    assert Image.open(io.BytesIO(found.encoded)).size == (80, 120)


def test_a_page_for_a_pdf_stays_black_and_white_and_is_the_frame_that_was_asked_for(tmp_path: Path) -> None:
    fax = tmp_path / "fax.tif"
    second = page("1", (60, 40))
    fax.write_bytes(saved(page("1"), "TIFF", save_all=True, append_images=[second], dpi=(200, 200)))
    found = encode_page(fax, 1)
    assert (found.media_type, found.widthPx, found.heightPx) == ("image/png", 60, 40)
    assert Image.open(io.BytesIO(found.encoded)).mode == "1"
    with pytest.raises(SidecarError):
        encode_page(fax, 2)


@pytest.mark.parametrize(
    ("bits", "fields"),
    [(16, (0xF00, 0xF0, 0xF)), (32, (0xFF, 0xFF00, 0xFF0000)), (32, (0x3FF00000, 0xFFC00, 0x3FF))],
)
def test_a_bitmap_with_bit_fields_is_read(bits: int, fields: tuple[int, int, int]) -> None:
    """BITMAPINFOHEADER with BI_BITFIELDS, bottom row first; the ink is a dark red."""
    ink = np.asarray(page("L")) < 128
    packed = np.where(ink, fields[0] // 2 & fields[0], sum(fields))
    body = packed[::-1].astype("<u2" if bits == 16 else "<u4").tobytes()
    masks = struct.pack("<III", *fields)
    header = struct.pack("<IiiHHIIiiII", 40, 120, 80, 1, bits, 3, len(body), 2835, 2835, 0, 0)
    start = 14 + 40 + len(masks)
    data = b"BM" + struct.pack("<IHHI", start + len(body), 0, 0, start) + header + masks + body
    info = inspect_image(data)
    assert (info.widthPx, info.heightPx) == (120, 80)
    pixels = decode_image(data)
    assert bar_is_top_left(pixels)
    assert pixels[10, 30, 0] > 80
    assert not pixels[10, 30, 1:].any()


def test_the_still_picture_of_a_broken_animation_is_read() -> None:
    """An APNG whose second frame control chunk is cut off in its numbers."""
    whole = saved(page(), "PNG", save_all=True, append_images=[page("L").convert("RGB").rotate(90)])
    at = whole.rindex(b"fcTL")
    length = struct.unpack(">I", whole[at - 4 : at])[0]
    chunk = whole[at : at + 4] + b"\xff" * length
    broken = whole[:at] + chunk + struct.pack(">I", zlib.crc32(chunk)) + whole[at + 8 + length :]
    assert inspect_image(broken).frames == 1
    assert bar_is_top_left(decode_image(broken))


@pytest.mark.parametrize("cut", [9, 20, 60, 200])
def test_whatever_a_decoder_raises_the_picture_is_called_damaged(cut: int) -> None:
    """A TIFF whose directory points nowhere, at several places."""
    whole = bytearray(saved(page("L"), "TIFF"))
    whole[4:8] = struct.pack("<I", min(cut, len(whole) - 8))
    for read in (inspect_image, decode_image):
        with pytest.raises(SidecarError) as raised:
            read(bytes(whole))
        assert raised.value.code == "damaged_image"
        assert "TypeError" not in raised.value.message


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "I;16"])
def test_a_picture_too_large_to_work_on_is_made_no_smaller_than_it_must_be(mode: str) -> None:
    large = Image.new("RGB", (900, 50_000), "white")
    ImageDraw.Draw(large).rectangle((100, 100, 400, 400), fill="black")
    stored = Image.fromarray(np.asarray(large.convert("L")).astype(np.uint16) * 257) if mode == "I;16" else None
    pixels = decode_image(saved(stored or large.convert(mode), "PNG"))
    assert pixels.shape[:2] == (47140, 848)
    assert pixels[200, 200].max() < 60
    assert pixels[1000, 200].min() > 200
