"""Makes the pictures of "From Word to a book": the manuscript in a word processor, the imported case file, and its page.

import_pictures.py CASEBOOK [FOLDER]   needs Pillow, pdftoppm, pandoc and LibreOffice; writes FOLDER/manuscript.png and FOLDER/import.png
"""

import pathlib
import re
import subprocess
import sys
import tempfile

from PIL import Image, ImageDraw, ImageFont

ROOT = pathlib.Path(__file__).resolve().parent.parent
FONT = ROOT / "fonts/source-code-pro/SourceCodePro-Regular.ttf"
# In pixels, of the case file and of its page. The manual needs 300 for each inch on paper.
WIDTH = 840
HEIGHT = 900
# Of the manuscript, which stands alone.
WIDE = 1300
HIGH = 1200
GAP = 30
EDGE = (150, 150, 150)
PAPER = (250, 250, 250)
INK = (32, 32, 36)
COLOURS = 32

MANUSCRIPT = """---
title: Two Harbours
author: Ida Marsh
---

# The old port

The old port was built for sailing ships.[^1] Its quay is short, and its pilots knew every stone of it.[^2] In 1903 the harbour board wrote:

> A ship that waits for the tide pays twice, and a ship that does not wait pays three times.

## Ships and tolls

| Year | Ships | Toll |
| ---- | ----: | ---: |
| 1890 |   412 | 1.20 |
| 1900 |   388 | 1.45 |
| 1910 |   297 | 1.90 |

: Table 1: Ships that called at the old port

The toll rose while the number of ships fell.[^3] Three reasons are given:

1. the depth of the channel,
2. the new railway,
3. the *Tariff Act* of 1897.

# The new port

The new port has deep water.[^4]

[^1]: Harbour Board, minutes, 14 May 1871.
[^2]: Letter of the pilots, box 7, folder 2.
[^3]: Returns of the year 1910, p. 33.
[^4]: Survey of 1912, sheet 4.
"""


def run(*command):
    subprocess.run(command, check=True, capture_output=True)


def page(pdf, width, height, folder):
    """The upper part of the first page."""
    name = folder / pdf.stem
    run("pdftoppm", "-singlefile", "-scale-to-x", str(width), "-scale-to-y", "-1", pdf, name)
    return framed(Image.open(f"{name}.ppm").convert("RGB").crop((0, 0, width, height)))


def framed(image):
    ImageDraw.Draw(image).rectangle([0, 0, image.width - 1, image.height - 1], outline=EDGE)
    return image


def drawn(text):
    """A text as a narrow editor shows it: lines of one paragraph are joined, and broken at blanks."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    font = ImageFont.truetype(str(FONT), 21)
    columns, line_height, edge = 62, 27, 26
    joined = re.sub(r"\n(?=[a-z])(?!title:)", " ", text)
    lines = [part for line in joined.splitlines() for part in wrapped(line, columns)]
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((edge, edge + number * line_height), line, font=font, fill=INK)
    return framed(image)


def wrapped(line, columns):
    parts = [""]
    for word in line.split(" "):
        if parts[-1] and len(parts[-1]) + 1 + len(word) > columns:
            parts.append(word)
        else:
            parts[-1] = f"{parts[-1]} {word}" if parts[-1] else word
    return parts


def saved(parts, path):
    """Writes images side by side, in few colours, because they make small files."""
    width = sum(part.width for part in parts) + GAP * (len(parts) - 1)
    whole = Image.new("RGB", (width, parts[0].height), "white")
    left = 0
    for part in parts:
        whole.paste(part, (left, 0))
        left += part.width + GAP
    whole.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def main():
    casebook = pathlib.Path(sys.argv[1]).resolve()
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs/manual/pictures"
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        (folder / "two-harbours.md").write_text(MANUSCRIPT, encoding="utf-8")
        word, project = folder / "two-harbours.docx", folder / "two-harbours"
        run("pandoc", folder / "two-harbours.md", "-o", word)
        run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, word)
        run(casebook, "import", word, "--into", project)
        run(casebook, "build", project, "--format", "cases", "--out", folder / "out")
        pdf = next((folder / "out/cases").glob("*old-port*.pdf"))
        saved([page(folder / "two-harbours.pdf", WIDE, HIGH, folder)], target / "manuscript.png")
        text = next(project.glob("cases/*old-port.md")).read_text(encoding="utf-8")
        saved([drawn(text), page(pdf, WIDTH, HEIGHT, folder)], target / "import.png")


main()
