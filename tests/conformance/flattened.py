"""Imports the texts that converters leave of PDFs made by casebook, and compares them with the sources of the books.

flattened.py CASEBOOK OUT   builds a part of content/ and a small book, converts each PDF in three ways, imports each text into OUT, and
prints the shares of words, notes, markers and headings that came back; fails if a share is below that of FLOORS.
"""

import collections
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CASES = ["argentina", "chad", "japan", "oman"]
# The least shares, in percent: words, notes, markers, headings. The contents of the small book do not list its lowest headings.
FLOORS = {
    ("content", "plain"): (99.5, 98, 96, 97),
    ("content", "layout"): (99.5, 98, 96, 97),
    ("content", "markdown"): (99.5, 98, 96, 97),
    ("small", "plain"): (99.5, 99, 99, 60),
    ("small", "layout"): (99.5, 99, 99, 60),
    ("small", "markdown"): (99.5, 99, 99, 99),
}
SMALL = """---
title: {title}
---

The {title} was dug in 1704 by the town, which had 12 ships,[^a] and wanted more of them every year. It was paid for with a
tax on salted fish, "the meanest of all taxes."[^b] In 1711 the fishers asked, in vain, for their money.[^a] {filler}

## Ships

The ships of the {title} numbered 31 in the year 1720,[^c] and 604 later on.[^d]

> The {title} is a place from which one leaves.[^e]

1. The first ship was the *Heron*.
2. The second was the *Swan*.[^f]

## Law

### {title} before 1800

Nobody wrote one for the {title}. {filler}

### {title} after 1800

The council of the {title} passed 2 laws, of 1801 and 1823,[^g] which were never used. {filler} Those of the {title} were repealed.[^h]

[^a]: Harbour rolls of the town, 1704, folio 12.
[^b]: Letter of a fisher (1711). She adds: "Nobody asked us."
[^c]: *The Coast*, 3 May 1720, page 4.
[^d]: 24QUAY12, 25QUAY13
[^e]: A. Writer, "Leaving," *Journal of Ports* 12 (1999): 31–44.
[^f]: Ibid.
[^g]: See <https://example.org/laws>.
[^h]: Council minutes, 1830.
"""


def read(text):
    """The words, notes, markers and headings of case files. A marker is the two words before it, with its note."""
    text = re.sub(r"\A---\n(?:.*\n)*?title: *(.*)\n(?:.*\n)*?---\n", r"# \1\n", text)
    text = re.sub(r"\]\([^)\s]*\)(\{[^}]*\})?|<[^>:]*>|^[-|: ]+$", " ", text, flags=re.M)
    body, *rest = re.split(r"^\[\^(\w+)\]: ", text, flags=re.M)
    notes = {label: plain(words) for label, words in zip(rest[::2], rest[1::2])}
    headings = [plain(line) for line in re.findall(r"^#+ (.*)", body, re.M)]
    parts = re.split(r"\[\^(\w+)\]", body)
    before, markers = "", []
    for words, label in zip(parts[::2], parts[1::2]):
        before += words
        markers.append((tuple(plain(before[-200:])[-2:]), notes.get(label, ())))
    return plain(" ".join(parts[::2])) + sum(notes.values(), ()), list(notes.values()), markers, headings


def plain(text):
    return tuple(re.findall(r"\w+", re.sub(r"(?<=\w)[*_]|[*_`\\\u00ad\u200b]", "", text.lower().replace("’", "'"))))


def share(wanted, found):
    """The share of what is wanted that was found, in percent."""
    wanted, found = collections.Counter(wanted), collections.Counter(found)
    return 100 * sum((wanted & found).values()) / max(1, sum(wanted.values()))


def joined(readings):
    return [sum((list(reading[kind]) for reading in readings), []) for kind in range(4)]


def books(out):
    """The projects: a part of content/, and a small book."""
    content = out / "content"
    shutil.copytree(ROOT / "content", content)
    for path in (content / "cases").glob("*.md"):
        if path.stem not in CASES:
            path.unlink()
    small = out / "small"
    small.mkdir()
    for name in ["old-port", "new-port", "far-port"]:
        title = name.replace("-", " ").title()
        sentence = f"The {title} lies in a bay of the northern coast, number {{}} on the map, where it rains for most of the year."
        filler = " ".join(sentence.format(number) for number in range(40, 46))
        (small / f"{name}.md").write_text(SMALL.replace("{title}", title).replace("{filler}", filler))
    names = "".join(f"  - {name}.md\n" for name in ["old-port", "new-port", "far-port"])
    (small / "book.yaml").write_text(f"title: Three Ports\nlanguage: en-GB\nauthors:\n  - name: Ann Example\ncases:\n{names}")
    return {"content": sorted((content / "cases").glob("*.md")), "small": sorted(small.glob("*.md"))}


def texts(pdf):
    """The PDF as text, by three converters."""
    import pymupdf4llm

    yield "plain", subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout
    yield "layout", subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True).stdout
    yield "markdown", pymupdf4llm.to_markdown(str(pdf), show_progress=False).encode()


def main(casebook, out):
    out.mkdir(parents=True)
    failures = []
    for book, sources in books(out).items():
        build = [casebook, "build", out / book, "-f", "pdf", "--no-cache", "--out", out / f"{book}-built"]
        subprocess.run(build, check=True, capture_output=True)
        wanted = joined([read(path.read_text()) for path in sources])
        for kind, text in texts(next((out / f"{book}-built").glob("*.pdf"))):
            source, folder = out / f"{book}-{kind}.txt", out / f"{book}-{kind}"
            source.write_bytes(text)
            subprocess.run([casebook, "import", source, "--into", folder], check=True, capture_output=True)
            found = joined([read(path.read_text()) for path in sorted((folder / "cases").glob("*.md"))])
            shares = [share(some, others) for some, others in zip(wanted, found)]
            names = ["words", "notes", "markers", "headings"]
            print(f"{book}, {kind}: " + ", ".join(f"{value:.1f} % of {len(some)} {name}" for value, some, name in zip(shares, wanted, names)))
            failures += [f"{book}, {kind}: {name}" for name, value, floor in zip(names, shares, FLOORS[book, kind]) if value < floor]
    if failures:
        sys.exit("too much was lost: " + "; ".join(failures))


main(sys.argv[1], pathlib.Path(sys.argv[2]))
