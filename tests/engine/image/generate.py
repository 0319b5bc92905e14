"""Writes tests/fixtures/image: small image files with the RGB that Pillow gives, and processor outputs of transformers.

python3 tests/engine/image/generate.py (numpy, pillow, safetensors, torch, torchvision, transformers)
"""
import io
import json
import pathlib
import struct
import tempfile
import zlib

import numpy as np
from PIL import Image, ImageOps
from PIL.PngImagePlugin import PngInfo
from safetensors.numpy import save_file
from transformers import AutoImageProcessor

OUT = pathlib.Path(__file__).parents[2] / "fixtures" / "image"
HEIGHT, WIDTH = 17, 23
RNG = np.random.default_rng(20)


def smooth(channels):
    coarse = RNG.integers(0, 256, (4, 5, channels), dtype=np.uint8)
    planes = [Image.fromarray(coarse[..., k]).resize((WIDTH, HEIGHT), Image.BICUBIC) for k in range(channels)]
    return np.stack([np.array(plane) for plane in planes], axis=-1)


def saved(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def raw_png(depth, colour, row_bytes):
    rows = b"".join(b"\0" + RNG.bytes(row_bytes) for _ in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def raw_tiff(order, bits, photometric, data, samples=1, extra=None):
    longs = {256: WIDTH, 257: HEIGHT, 278: HEIGHT, 279: len(data), 273: None, 258: None}
    shorts = {259: 1, 262: photometric, 277: samples}
    if extra is not None:
        shorts[338] = extra
    tags = sorted([*longs, *shorts])
    bits_at = 8 + 2 + 12 * len(tags) + 4
    longs[273] = bits_at + 2 * samples
    entries = b""
    for tag in tags:
        if tag == 258:
            entries += struct.pack(order + "HHI", tag, 3, samples)
            entries += struct.pack(order + "I", bits_at) if samples > 2 else struct.pack(order + "HH", bits, bits)
        elif tag in shorts:
            entries += struct.pack(order + "HHIHH", tag, 3, 1, shorts[tag], 0)
        else:
            entries += struct.pack(order + "HHII", tag, 4, 1, longs[tag])
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "IH", 8, len(tags))
    return head + entries + b"\0\0\0\0" + struct.pack(order + "H" * samples, *[bits] * samples) + data


def raw_bmp(bits, bottom_up, compression=0, masks=b""):
    row = (WIDTH * bits + 31) // 32 * 4
    data = RNG.bytes(row * HEIGHT)
    start = 54 + len(masks)
    info = struct.pack("<IiiHHIIiiII", 40, WIDTH, HEIGHT if bottom_up else -HEIGHT, 1, bits, compression, len(data), 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + info + masks + data


def plain_files(rgb, grey, alpha):
    pictures = {
        "rgb": Image.fromarray(rgb),
        "grey": Image.fromarray(grey),
        "rgba": Image.fromarray(np.dstack([rgb, alpha])),
        "grey_alpha": Image.fromarray(np.dstack([grey, alpha])),
        "grey16": Image.fromarray(RNG.integers(0, 600, grey.shape).astype(np.uint16)),
        "bilevel": Image.fromarray(grey).convert("1"),
        "palette": Image.fromarray(rgb).quantize(64),
        "palette13": Image.fromarray(rgb).quantize(13),
        "palette2": Image.fromarray(rgb).quantize(2),
    }
    files = {}
    for name, picture in pictures.items():
        files[f"{name}.png"] = saved(picture, "PNG")
        files[f"{name}.tiff"] = saved(picture, "TIFF")
        if name not in ("grey_alpha", "grey16", "rgba"):
            files[f"{name}.bmp"] = saved(picture, "BMP")
    files["palette_transparent.png"] = saved(pictures["palette"], "PNG", transparency=bytes(range(64)))
    files["rgb_transparent.png"] = saved(pictures["rgb"], "PNG", transparency=(1, 2, 3))
    for coding in ("tiff_lzw", "tiff_adobe_deflate", "packbits"):
        files[f"{coding}.tiff"] = saved(pictures["rgb"], "TIFF", compression=coding)
    return files, pictures


def raw_files():
    files = {f"raw_{depth}_{colour}.png": raw_png(depth, colour, bytes_) for depth, colour, bytes_ in
             [(16, 2, 6 * WIDTH), (16, 6, 8 * WIDTH), (16, 4, 4 * WIDTH), (16, 0, 2 * WIDTH), (2, 0, 6), (4, 0, 12), (1, 0, 3)]}
    for order, name in (("<", "little"), (">", "big")):
        size = WIDTH * HEIGHT
        files[f"colour16_{name}.tiff"] = raw_tiff(order, 16, 2, RNG.bytes(6 * size), samples=3)
        files[f"grey16_{name}.tiff"] = raw_tiff(order, 16, 1, RNG.integers(0, 700, size).astype(order + "u2").tobytes())
        files[f"white_is_zero_{name}.tiff"] = raw_tiff(order, 8, 0, RNG.bytes(size))
        files[f"alpha_{name}.tiff"] = raw_tiff(order, 8, 2, RNG.bytes(4 * size), samples=4, extra=2)
        files[f"spare_{name}.tiff"] = raw_tiff(order, 8, 2, RNG.bytes(4 * size), samples=4, extra=0)
    for bottom_up in (True, False):
        name = "up" if bottom_up else "down"
        files[f"bits24_{name}.bmp"] = raw_bmp(24, bottom_up)
        files[f"bits32_{name}.bmp"] = raw_bmp(32, bottom_up)
        files[f"fields32_{name}.bmp"] = raw_bmp(32, bottom_up, 3, struct.pack("<III", 0xFF0000, 0xFF00, 0xFF))
    return files


def lossy_files(pictures):
    files = {}
    for quality in (30, 90):
        for sampling in (0, 1, 2):
            files[f"q{quality}s{sampling}.jpg"] = saved(pictures["rgb"], "JPEG", quality=quality, subsampling=sampling)
        files[f"q{quality}.webp"] = saved(pictures["rgb"], "WEBP", quality=quality)
        files[f"alpha{quality}.webp"] = saved(pictures["rgba"], "WEBP", quality=quality)
    files["progressive.jpg"] = saved(pictures["rgb"], "JPEG", progressive=True)
    files["restart.jpg"] = saved(pictures["rgb"], "JPEG", restart_marker_blocks=1)
    files["grey.jpg"] = saved(pictures["grey"], "JPEG")
    files["rgb_coded.jpg"] = saved(pictures["rgb"], "JPEG", keep_rgb=True)
    files["lossless.webp"] = saved(pictures["rgb"], "WEBP", lossless=True)
    files["lossless_alpha.webp"] = saved(pictures["rgba"], "WEBP", lossless=True, exact=True)
    return files


def animated_files(pictures):
    """Two frames each; then one frame that is a part of its picture."""
    more = {"save_all": True, "append_images": [pictures["grey"].convert("RGB")]}
    files = {
        "animated.webp": saved(pictures["rgb"], "WEBP", **more),
        "animated_lossless.webp": saved(pictures["rgb"], "WEBP", lossless=True, **more),
        "animated_alpha.webp": saved(pictures["rgba"], "WEBP", quality=90, exact=True, **more),
        "animated.png": saved(pictures["rgb"], "PNG", **more),
    }
    chunk = lambda name, body: name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    short = lambda *numbers: b"".join(number.to_bytes(3, "little") for number in numbers)
    still = saved(pictures["rgb"], "WEBP", quality=90)[12:]
    frame = chunk(b"ANMF", short(3, 2, WIDTH - 1, HEIGHT - 1, 100) + b"\0" + still)
    body = chunk(b"VP8X", b"\2\0\0\0" + short(WIDTH + 12, HEIGHT + 8)) + chunk(b"ANIM", bytes(6)) + frame
    files["animated_part.webp"] = chunk(b"RIFF", b"WEBP" + body)
    return files


def four_colour_files(rgb, ink):
    """CMYK as Pillow writes it, and the kinds that Adobe's programs write, by changing its bytes."""
    cmyk = np.array(Image.fromarray(rgb).convert("CMYK"))
    cmyk[..., 3] = ink // 2
    picture = Image.fromarray(cmyk, "CMYK")
    plain = saved(picture, "JPEG", quality=95)
    adobe = b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0"
    return {
        "cmyk.jpg": plain,
        "cmyk_q50.jpg": saved(picture, "JPEG", quality=50, subsampling=2),
        "cmyk_progressive.jpg": saved(picture, "JPEG", progressive=True),
        "ycck.jpg": plain[:2] + adobe + b"\x02" + plain[2:],
        "cmyk_adobe.jpg": plain[:2] + adobe + b"\0" + plain[2:],
    }


def turned_files(picture):
    files = {}
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x112] = orientation
        xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="{orientation}"/></x:xmpmeta>'
        for ending, kind in (("jpg", "JPEG"), ("png", "PNG"), ("webp", "WEBP")):
            files[f"exif{orientation}.{ending}"] = saved(picture, kind, exif=exif.tobytes())
        files[f"exif{orientation}.tiff"] = saved(picture, "TIFF", tiffinfo={274: orientation})
        files[f"xmp{orientation}.jpg"] = saved(picture, "JPEG", xmp=xmp.encode())
        text = PngInfo()
        text.add_itxt("XML:com.adobe.xmp", xmp)
        files[f"xmp{orientation}.png"] = saved(picture, "PNG", pnginfo=text)
    return files


def refused_files(pictures):
    return {
        "cmyk.tiff": saved(pictures["rgb"].convert("CMYK"), "TIFF"),
        "float.tiff": saved(pictures["grey"].convert("F"), "TIFF"),
        "jpeg_coded.tiff": saved(pictures["rgb"], "TIFF", compression="jpeg"),
        "premultiplied.tiff": raw_tiff("<", 8, 2, RNG.bytes(4 * WIDTH * HEIGHT), samples=4, extra=1),
        "bits16.bmp": raw_bmp(16, True),
        "gif.gif": saved(pictures["palette"], "GIF"),
    }


def write_images():
    rgb, grey, alpha = smooth(3), smooth(1)[..., 0], RNG.integers(0, 256, (HEIGHT, WIDTH), dtype=np.uint8)
    files, pictures = plain_files(rgb, grey, alpha)
    files |= raw_files() | lossy_files(pictures) | turned_files(pictures["rgb"]) | four_colour_files(rgb, grey)
    files |= animated_files(pictures)
    expected = {}
    for name, data in files.items():
        upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
        expected[name] = np.ascontiguousarray(np.array(upright.convert("RGB")))
    packed = {name: np.frombuffer(data, np.uint8) for name, data in files.items()}
    save_file(packed, OUT / "files.safetensors")
    save_file(expected, OUT / "decoded.safetensors")
    save_file({name: np.frombuffer(data, np.uint8) for name, data in refused_files(pictures).items()}, OUT / "refused.safetensors")


def made_image(height, width, seed):
    """The formula is repeated in processor_test.cpp."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    if seed % 2 == 0:
        return ((5 * x + 3 * y + 40 * c + 29 * seed) % 256).astype(np.uint8)
    mixed = (x * 73856093 ^ y * 19349663 ^ c * 83492791 ^ seed * 297121507) % 2**32
    mixed ^= mixed >> 13
    return ((mixed * 1274126177 % 2**32) >> 24).astype(np.uint8)


IMAGENET = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
VIT, DEIT, BIT = ({"image_processor_type": name + "ImageProcessor"} for name in ("ViT", "DeiT", "Bit"))
DETR, DEFORMABLE, CONDITIONAL, RT, YOLOS = (
    {"image_processor_type": name + "ImageProcessor"}
    for name in ("Detr", "DeformableDetr", "ConditionalDetr", "RTDetr", "Yolos"))
CONFIGS = [
    VIT,
    DEIT,
    BIT,
    {"image_processor_type": "ViTImageProcessorFast", "size": 64, **IMAGENET},
    {"feature_extractor_type": "ViTFeatureExtractor", "size": 64, "resample": 3, **IMAGENET},
    {"feature_extractor_type": "DeiTFeatureExtractor", "size": 72, "crop_size": 64, "resample": 3, **IMAGENET},
    {**BIT, "size": {"shortest_edge": 256}, "rescale_factor": 0.00392156862745098, **IMAGENET},
    {**BIT, "size": 64, "crop_size": 100},
    {**BIT, "size": 64, "crop_size": {"height": 33, "width": 90}, "resample": 2},
    {**VIT, "size": {"shortest_edge": 40, "longest_edge": 90}},
    {**VIT, "size": {"max_height": 50, "max_width": 77}, "resample": 0},
    {**VIT, "size": [31, 57], "do_rescale": False},
    {**VIT, "size": {"height": 48, "width": 20}, "do_normalize": False},
    {**VIT, "size": 48, "do_normalize": False, "do_rescale": None},
    {**VIT, "do_resize": False, "do_center_crop": True, "crop_size": 61},
    {**VIT, "size": 37, "default_to_square": False, "rescale_factor": 1 / 127.5, "image_mean": 0.4, "image_std": 0.3},
    {"image_processor_type": "BitImageProcessorPil", "size": 32, "crop_size": 32},
    {**DETR, "size": 64, "max_size": 107},
    {"feature_extractor_type": "DetrFeatureExtractor", "size": 48, "max_size": 80, "format": "coco_detection", **IMAGENET},
    {**DETR, "size": {"shortest_edge": 60, "longest_edge": 99}, "pad_size": {"height": 100, "width": 130}},
    {**CONDITIONAL, "size": {"max_height": 70, "max_width": 90}, "pad_and_return_pixel_mask": False, "pad_size": 99},
    {**DEFORMABLE, "size": {"max_height": 64, "max_width": 64}, "pad_size": {"height": 64, "width": 64}},
    {**DEFORMABLE, "size": 37, "do_center_crop": True, "crop_size": 20, "resample": 3},
    {**RT, "size": {"height": 64, "width": 64}},
    {**RT, "size": {"max_height": 60, "max_width": 80}, "do_pad": True, "pad_size": {"height": 64, "width": 96}},
    {**RT, "size": 50, "default_to_square": True, "do_normalize": True, "rescale_factor": 1 / 127.5, "resample": 0},
    {**YOLOS, "size": 96, "max_size": 160},
    {"feature_extractor_type": "YolosFeatureExtractor", "size": {"shortest_edge": 100, "longest_edge": 150}},
    {**YOLOS, "size": {"height": 33, "width": 47}, "do_pad": False},
    {**YOLOS, "size": {"shortest_edge": 32, "longest_edge": 200}, "pad_size": 208},
]
SIZES = [(1, 1), (2, 1), (7, 301), (301, 7), (97, 89), (224, 224), (480, 640), (640, 427), (1023, 37), (1200, 1601)]
STRIDE = 7


def write_processors():
    # "refused": an extreme shape that comes out empty, or larger than pad_size.
    cases, outputs = [], {}
    for number, config in enumerate(CONFIGS):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "preprocessor_config.json").write_text(json.dumps(config))
            processor = AutoImageProcessor.from_pretrained(folder)
        for step in range(4):
            height, width = SIZES[(3 * number + 7 * step) % len(SIZES)]
            image = Image.fromarray(made_image(height, width, number + step))
            try:
                made = processor(image, return_tensors="np")
            except (RuntimeError, ValueError) as error:
                cases.append({"config": config, "height": height, "width": width, "seed": number + step,
                              "refused": str(error)[:60]})
                continue
            pixels = np.asarray(made["pixel_values"][0]).astype(np.float32)
            mask = made.get("pixel_mask", np.ones((1, *pixels.shape[1:])))[0]
            key = str(len(cases))
            cases.append({"config": config, "height": height, "width": width, "seed": number + step,
                          "shape": list(pixels.shape), "sum": float(pixels.astype(np.float64).sum()),
                          "visible": [int(mask[:, 0].sum()), int(mask[0].sum())]})
            outputs[key] = np.ascontiguousarray(pixels[:, ::STRIDE, ::STRIDE])
    (OUT / "processors.json").write_text(json.dumps(cases, indent=0) + "\n")
    save_file(outputs, OUT / "processors.safetensors")


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    write_images()
    write_processors()


if __name__ == "__main__":
    main()
