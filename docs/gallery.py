"""Makes the pictures of the built-in themes in the manual: three pages of casebook's own book in each theme.

gallery.py CASEBOOK [FOLDER]   needs Pillow and pdftoppm; writes FOLDER/<theme>.png, by default into docs/manual/pictures
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import tomllib

from PIL import Image, ImageDraw

ROOT = pathlib.Path(__file__).resolve().parent.parent
THEMES = ["press", "modern", "plain"]
# In pixels. The pages of all themes are equally high.
HEIGHT = 760
GAP = 24
EDGE = (150, 150, 150)
# Tones between white and each colour of a theme, for the smooth edges of text.
TONES = 12


def build(casebook, theme, folder):
    """The PDF of casebook's own book in a theme."""
    project = folder / theme
    shutil.copytree(ROOT / "content", project)
    with open(project / "book.yaml", "a", encoding="utf-8") as manifest:
        manifest.write(f"theme: {theme}\n")
    out = folder / f"{theme}-out"
    subprocess.run([casebook, "build", "--quiet", project, "--format", "pdf", "--out", out], check=True)
    return next(out.glob("*.pdf"))


def pages(pdf):
    """The numbers of the title page, of the first case, and of the first page of its notes."""
    words = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout
    lines = [[line.strip() for line in page.splitlines()] for page in words.split("\f")]
    first = next(page for page, found in enumerate(lines) if "Argentina" in found[:1])
    notes = next(page for page in range(first, len(lines)) if "Notes" in lines[page])
    # The half title comes before it.
    return [2, first + 1, notes + 1]


def picture(pdf, number, folder):
    """A page with an edge, because paper and page are both white."""
    name = folder / f"{pdf.parent.name}-{number}"
    size = ["-scale-to-x", "-1", "-scale-to-y", str(HEIGHT)]
    subprocess.run(["pdftoppm", "-singlefile", "-f", str(number), "-l", str(number), *size, pdf, name], check=True)
    page = Image.open(f"{name}.ppm").convert("RGB")
    ImageDraw.Draw(page).rectangle([0, 0, page.width - 1, page.height - 1], outline=EDGE)
    return page


def palette(theme):
    """Only the colours of the theme and their tones: few colours make small files."""
    colours = {}
    for name in ["theme.toml", f"themes/{theme}.toml"]:
        path = ROOT / "styles" / name
        if path.exists():
            colours |= tomllib.loads(path.read_text(encoding="utf-8")).get("color", {})
    tones = {(255, 255, 255), EDGE}
    for colour in colours.values():
        parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        tones |= {tuple(255 - (255 - part) * step // TONES for part in parts) for step in range(TONES + 1)}
    # Pillow takes a tone that is almost white for white.
    tones = {tone for tone in tones if min(tone) == 255 or min(tone) < 245}
    image = Image.new("P", (1, 1))
    image.putpalette([part for tone in sorted(tones) for part in tone])
    return image


def strip(parts, palette):
    """Pages side by side."""
    width = sum(part.width for part in parts) + GAP * (len(parts) - 1)
    whole = Image.new("RGB", (width, HEIGHT), "white")
    left = 0
    for part in parts:
        whole.paste(part, (left, 0))
        left += part.width + GAP
    return whole.quantize(palette=palette, dither=Image.Dither.NONE)


def main():
    casebook = pathlib.Path(sys.argv[1]).resolve()
    target = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs/manual/pictures"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        for theme in THEMES:
            pdf = build(casebook, theme, folder)
            whole = strip([picture(pdf, number, folder) for number in pages(pdf)], palette(theme))
            whole.save(target / f"{theme}.png", optimize=True)


main()
