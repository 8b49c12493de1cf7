"""inks.py PDF...   measures with Ghostscript the inks of each page of a PDF for print. A page that shows no colour has black
ink only. Needs `gs`, `pdftoppm` and Pillow."""

import io
import re
import subprocess
import sys

from PIL import Image, ImageChops

# Least difference between red, green and blue of a pixel in colour.
COLOUR = 24


def inks(path):
    """The share of each page that cyan, magenta, yellow and black cover."""
    command = ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", path]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.findall(r"^\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+) CMYK", out, re.MULTILINE)
    return [[float(ink) for ink in page] for page in found]


def shows_colour(path, page):
    """Whether a page has a pixel in colour, as another program draws it."""
    command = ["pdftoppm", "-r", "60", "-f", str(page), "-l", str(page), "-singlefile", path]
    drawn = Image.open(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout))
    red, green, blue = drawn.convert("RGB").split()
    pairs = [(red, green), (green, blue), (red, blue)]
    return any(ImageChops.difference(one, other).getextrema()[1] >= COLOUR for one, other in pairs)


failed = False
for path in sys.argv[1:]:
    pages = inks(path)
    coloured = [page for page, ink in enumerate(pages, 1) if sum(ink[:3]) > 0]
    wrong = [page for page in coloured if not shows_colour(path, page)]
    black = sum(ink[3] > 0 for ink in pages)
    print(f"inks        {path}: {len(pages)} pages, {black} with black, {len(coloured)} in colour")
    if wrong or black == 0:
        print(f"pages without colour have more inks than black: {wrong}")
        failed = True
sys.exit(failed or len(sys.argv) == 1)
