#!/usr/bin/env python3
"""pictures.py CASEBOOK OUT [FOLDER...]   builds a book of pictures in every orientation, with sound and damaged profiles, and of
all PNG and JPEG files in the folders, and compares its EPUB and its PDF with what Pillow and Little CMS show of each file.
PngSuite and exif-samples are public sets for the folders. Needs Pillow and pdfimages (poppler)."""
import io, pathlib, re, subprocess, sys, zipfile
from PIL import Image, ImageCms, ImageOps, TiffImagePlugin

casebook, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
public = [pathlib.Path(folder) for folder in sys.argv[3:]]
SRGB = ImageCms.createProfile("sRGB")
COLOURS = [(220, 30, 40), (30, 180, 60), (40, 60, 210), (240, 220, 50)]
TURNED = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transpositions of Pillow that undo an orientation
NEAR = 10


def patches(mode="RGB", colours=COLOURS):
    picture = Image.new(mode, (60, 40))
    for index, colour in enumerate(colours):
        x, y = index % 2 * 30, index // 2 * 20
        picture.paste(colour, (x, y, x + 30, y + 20))
    return picture


def shown(data):
    """The picture as a reader shows it that knows everything: upright, and in sRGB by Little CMS, or by its gamma."""
    picture = Image.open(io.BytesIO(data))
    profile = picture.info.get("icc_profile")
    gamma = picture.info.get("gamma") if not profile and "srgb" not in picture.info else None
    picture.load()
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("P", "1") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if picture.mode.startswith("I;16") or picture.mode == "I":
        picture = picture.point(lambda value: value / 257).convert("L")
    if profile:
        try:
            picture = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), SRGB, outputMode="RGB", renderingIntent=0)
        except (ImageCms.PyCMSError, OSError):
            pass  # it does not fit, so that the pixels count as they are
    picture = picture.convert("RGBA")
    if gamma and abs(gamma / 0.45455 - 1) > 0.05:
        def tone(value):
            light = (value / 255) ** (1 / gamma)
            return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
        picture = picture.point([tone(value) for value in range(256)] * 3 + list(range(256)))
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def sources():
    base = patches()
    for value in range(1, 9):
        stored = base.transpose(Image.Transpose(TURNED[value])) if value > 1 else base
        exif = Image.Exif()
        exif[0x112] = value
        tiff = TiffImagePlugin.ImageFileDirectory_v2()
        tiff[0x112] = value
        for ending, options in [("jpg", {"quality": 95, "exif": exif}), ("png", {"exif": exif}),
                                ("webp", {"lossless": True, "exif": exif}), ("tif", {"tiffinfo": tiff})]:
            file = io.BytesIO()
            stored.save(file, {"jpg": "JPEG", "tif": "TIFF"}.get(ending, ending), **options)
            yield f"turned-{ending}-{value}.{ending}", file.getvalue()
    profile = ImageCms.ImageCmsProfile(SRGB).tobytes()
    for name, options in [("srgb", {"icc_profile": profile}), ("cut", {"icc_profile": profile[:200]})]:
        for ending in ("JPEG", "PNG"):
            file = io.BytesIO()
            base.save(file, ending, **options)
            yield f"{name}-{ending.lower()}.{ending.lower()}", file.getvalue()
    for folder in public:
        for path in sorted(folder.rglob("*")):
            # The names of broken files begin with x. Of tbwn0g16, Pillow loses the transparent grey.
            if path.stem != "tbwn0g16" and path.suffix.lower() in (".png", ".jpg", ".jpeg") and not path.name.startswith("x"):
                yield "public-" + re.sub(r"[^a-z0-9.]+", "-", path.name.lower()), path.read_bytes()


def near(left, right):
    left, right = (picture.convert("RGB").resize((8, 8), Image.Resampling.BOX) for picture in (left, right))
    pairs = zip(left.tobytes(), right.tobytes())
    return max(abs(one - other) for one, other in pairs) <= NEAR


out.mkdir(parents=True, exist_ok=True)
project = out / "project"
project.mkdir(exist_ok=True)
files = dict(sources())
for name, data in files.items():
    (project / name).write_bytes(data)
(project / "book.yaml").write_text("title: Book\nlanguage: en\ncases: [case.md]\nchecks: {coarse-picture: allow}\n")
text = "---\ntitle: Case\n---\n\n" + "".join(f"![A picture]({name})\n\n" for name in files)
(project / "case.md").write_text(text)
subprocess.run([casebook, "build", project, "--out", out / "dist", "--format", "epub", "--format", "pdf"], check=True,
               stderr=subprocess.DEVNULL)

wrong = 0
with zipfile.ZipFile(next((out / "dist").glob("*.epub"))) as epub:
    names = {pathlib.PurePath(name).stem: name for name in epub.namelist() if "/images/" in name}
    for name, data in files.items():
        stem = re.sub(r"[^a-z0-9]+", "-", name.rsplit(".", 1)[0])
        written = epub.read(names[stem])
        tags = Image.open(io.BytesIO(written)).getexif().get(0x112, 1)
        picture, expected = shown(written), shown(data)
        if tags != 1 or picture.size != expected.size or not near(picture, expected):
            print(f"{name}: the EPUB shows another picture ({picture.size}, {expected.size})")
            wrong += 1

pages = out / "pages"
pages.mkdir(exist_ok=True)
pdf = next((out / "dist").glob("*.pdf"))
subprocess.run(["pdfimages", "-png", pdf, pages / "picture"], check=True)
kinds = subprocess.run(["pdfimages", "-list", pdf], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
kept = []
for line, path in zip(kinds, sorted(pages.glob("*.png"))):
    picture = Image.open(path)
    if line.split()[2] == "smask":
        # The mask follows its picture.
        white = Image.new("RGB", picture.size, "white")
        kept.append(Image.composite(kept.pop().convert("RGB"), white, picture.convert("L")))
    else:
        kept.append(picture)
for name, data in files.items():
    expected = shown(data)
    if not any(picture.size == expected.size and near(picture, expected) for picture in kept):
        print(f"{name}: no picture of the PDF is like it")
        wrong += 1
print(f"{len(files)} pictures, {wrong} differences")
sys.exit(1 if wrong else 0)
