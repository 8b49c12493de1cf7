"""Imports real manuscripts, and compares what came out with independent readings of them.

imports.py CASEBOOK SHARED PANDOC OUT   imports each document of SHARED/manuscripts and the flattened text of SHARED/corpus into OUT,
builds and verifies the large ones, and sends each case file of the corpus through pandoc to Word and back. It also imports each
Word document as an OpenDocument text of pandoc, and of LibreOffice if that is installed. It fails at the first loss.
"""

import collections
import concurrent.futures
import json
import pathlib
import re
import shutil
import subprocess
import sys
import zipfile
import xml.etree.ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What other documents print differently: words of a citation style, a date in figures, a word that a deleted paragraph end joins.
CHANGED = {"mendeley_citations": {"et", "al"}, "metadata_after_normal": {"july"}, "paragraph_insertion_deletion": {"split"}}
# In every document of Word, but not in its text: deleted words, and the second form of a drawing.
SKIPPED = {W + "del", W + "moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}


def words(text):
    """How often each word occurs, without markup."""
    text = re.sub(r"\[\^[^\]]+\]:?", " ", text)
    # The address of a link, then its brackets, other markup and tags; an address in angle brackets stays.
    text = re.sub(r"\]\(<[^>]*>\)|\]\([^()\s]*(\([^()]*\))?[^()\s]*\)|\]\{[^}]*\}|\{[.#:][^{}]*\}", "", text)
    text = re.sub(r"[\[\]\\*_~^`\u00ad]|</?\w+(\s[^>]*)?/?>", "", text)
    return collections.Counter(re.findall(r"\w+", text.lower()))


def typed(element):
    """The text below an element of Word, with a space at the end of each paragraph."""
    if element.tag in SKIPPED:
        return ""
    if element.tag == W + "t":
        return element.text or ""
    inside = "".join(typed(child) for child in element)
    return inside + " " if element.tag in {W + "p", W + "tab", W + "br", W + "cr"} else inside


def of_word(path):
    """The words of a Word document: its body and its notes."""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if re.fullmatch(r"word/(document\d*|footnotes|endnotes)\.xml", name)]
        return sum((words(typed(ET.fromstring(archive.read(part)))) for part in parts), collections.Counter())


def has_contents(path):
    """Whether a document has generated contents, whose page numbers have no meaning in the book."""
    with zipfile.ZipFile(path) as archive:
        return any(b"TOC " in archive.read(name) for name in archive.namelist() if name.startswith("word/document"))


def imported(casebook, source, folder, *options):
    """Imports a source. Returns the text of its case files, and that of all other files with words."""
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([casebook, "import", *options, source, "--into", folder], check=True, capture_output=True)
    cases = [path.read_text() for path in sorted((folder / "cases").glob("*.md"))]
    others = [(folder / name).read_text() for name in ["book.yaml", "import.md", "refs.json"] if (folder / name).exists()]
    return "\n".join(cases), "\n".join(others)


def check(holds, complaint):
    if not holds:
        sys.exit(complaint)


def built(casebook, folder):
    """Builds and verifies a project."""
    out = folder.parent / f"{folder.name}-out"
    subprocess.run([casebook, "build", folder, "--quiet", "-f", "html", "-f", "epub", "--out", out], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([casebook, "verify", out, folder], check=True)


def blocks(pandoc, text):
    """What pandoc reads in a text in Markdown."""
    run = subprocess.run([pandoc, "-f", "markdown-smart", "-t", "json"], input=text, capture_output=True, text=True, check=True)
    return parts(json.loads(run.stdout))


def parts(document):
    """The text of a document of pandoc, and the words of each note, table and item of a list, and the address of each link."""
    found = {"notes": [], "tables": [], "items": [], "headings": [], "links": []}

    def plain(node):
        if isinstance(node, list):
            return "".join(plain(child) for child in node)
        if not isinstance(node, dict):
            return ""
        kind, content = node.get("t"), node.get("c")
        if kind == "Str":
            return content
        if kind in {"Space", "SoftBreak", "LineBreak"}:
            return " "
        if kind in {"Code", "CodeBlock", "Math"}:
            return content[-1]
        if kind in {"RawInline", "RawBlock"}:
            return re.sub(r"<[^>]*>", "", content[-1])
        if kind == "Link" and "://" in content[2][0]:
            found["links"].append(content[2][0])
        if kind in {"OrderedList", "BulletList"}:
            items = content if kind == "BulletList" else content[1]
            texts = [plain(item) for item in items]
            found["items"] += map(bare, texts)
            return " ".join(texts)
        if kind in {"Link", "Image", "Span", "Quoted", "Header", "Div"}:
            content = content[-1] if kind in {"Span", "Quoted", "Header", "Div"} else content[1]
        inside = plain(content)
        if kind == "Header":
            found["headings"].append(bare(inside))
        if kind == "Note":
            found["notes"].append(bare(inside))
            return ""
        if kind == "Table":
            # Without its caption, which Word has as a paragraph.
            found["tables"].append(bare(plain(content[3:])))
        return inside + (" " if kind in {"Para", "Plain", "Header"} else "")

    found["text"] = plain(document["blocks"])
    return found


def bare(text):
    return re.sub(r"\W", "", text).lower()


def documents(casebook, shared, out):
    """Every word of a Word document is in the project."""
    sources = sorted((shared / "manuscripts/word").glob("*.docx")) + [shared / "manuscripts/supplement.docx"]
    for source in sources:
        cases, others = imported(casebook, source, out / source.stem)
        lost = of_word(source) - words(cases)
        # The title stands in book.yaml, and what is left out stands in the report.
        lost = {word: count for word, count in lost.items() if word not in words(others)}
        lost = {word: count for word, count in lost.items() if word not in CHANGED.get(source.stem, ())}
        if has_contents(source):
            # Its entries repeat the headings.
            lost = {word: count for word, count in lost.items() if not re.fullmatch(r"\d+|[ivxlc]+", word) and word not in words(cases)}
        check(not lost, f"{source.name}: the project does not have {lost}")
    built(casebook, out / "supplement")
    print(f"{len(sources)} documents of Word: no word is lost")


def flattened(casebook, shared, out):
    """The text of the printed supplement keeps its cases and its notes."""
    cases, _ = imported(casebook, shared / "corpus/extracted/supplement.txt", out / "flattened")
    notes = len(re.findall(r"(?m)^\[\^\d+\]: ", cases))
    count = len(list((out / "flattened/cases").glob("*.md")))
    check(notes >= 0.98 * 533 and count >= 16, f"supplement.txt: {count} cases and {notes} of 533 notes")
    built(casebook, out / "flattened")
    print(f"flattened text: {count} cases, {notes} of 533 notes")


def round_trips(casebook, shared, pandoc, out):
    """A case file that became a Word document comes back with its words, notes and tables."""
    sources = sorted((shared / "corpus/content").rglob("*.md"))
    for source in sources:
        document = out / f"{source.stem}.docx"
        text = re.sub(r"(?s)\A---\n.*?\n---\n", "", source.read_text())
        text = text.replace("](/files/", f"]({shared.resolve()}/corpus/content/files/")
        subprocess.run([pandoc, "-f", "markdown-smart", "-o", document], input=text, text=True, check=True)
        cases, others = imported(casebook, document, out / f"{source.stem}-back", "--split", "none")
        before, after = blocks(pandoc, text), blocks(pandoc, re.sub(r"(?s)\A---\n.*?\n---\n", "", cases))
        for part in ["notes", "tables"]:
            check(before[part] == after[part], f"{source.name}: {part} differ: {set(before[part]) ^ set(after[part])}")
        lost = words(text) - words(cases + others)
        check(not lost, f"{source.name}: lost on the way through Word: {lost}")
    print(f"{len(sources)} case files: the same notes and tables after a way through Word")


def is_within(text, whole):
    """Whether a text has all signs of another one in their order."""
    signs = iter(whole)
    return all(sign in signs for sign in text)


def open_document(casebook, pandoc, source, out):
    """Complains about what the import of an OpenDocument text does not have, compared with the reading of pandoc."""
    cases, others = imported(casebook, source, out / f"{source.stem}-{source.parent.name}", "--split", "none")
    run = subprocess.run([pandoc, source, "-t", "json"], capture_output=True, check=True)
    before, after = parts(json.loads(run.stdout)), blocks(pandoc, cases)
    lost = words(before["text"]) - words(cases + others)
    lost = {word: count for word, count in lost.items() if word not in CHANGED.get(source.stem, ())}
    complaints = [f"the words {lost}"] if lost else []
    # LibreOffice writes numbered headings as items. Pandoc leaves out some cells, and some words of notes.
    after["items"] += after["headings"]
    for part in ["notes", "tables", "items", "links"]:
        lost = [text for text in before[part] if not any(is_within(text, whole) for whole in after[part])]
        complaints += [f"the {part} {lost}"] if lost else []
        too_few = len(before[part]) > len(after[part]) and part in {"notes", "tables"}
        complaints += [f"all {part}"] if too_few else []
    return [f"{source.parent.name}/{source.name}: the project does not have {complaint}" for complaint in complaints]


def open_documents(casebook, shared, pandoc, out):
    """Each Word document that became an OpenDocument text has the words, notes, tables, lists and links that pandoc reads in it."""
    sources = sorted((shared / "manuscripts/word").glob("*.docx")) + [shared / "manuscripts/supplement.docx"]
    by_pandoc, by_office = out / "pandoc", out / "office"
    by_pandoc.mkdir(exist_ok=True)

    def converted(source):
        target = by_pandoc / f"{source.stem}.odt"
        subprocess.run([pandoc, source, "-o", target], check=True, capture_output=True)
        return target

    with concurrent.futures.ThreadPoolExecutor() as pool:
        texts = list(pool.map(converted, sources))
        if office := shutil.which("soffice"):
            subprocess.run([office, "--headless", "--convert-to", "odt", "--outdir", by_office, *sources], check=True, capture_output=True)
            texts += sorted(by_office.glob("*.odt"))
        complaints = [complaint for found in pool.map(lambda text: open_document(casebook, pandoc, text, out), texts) for complaint in found]
    check(not complaints, "\n".join(complaints))
    print(f"{len(texts)} OpenDocument texts: as pandoc reads them")


def main():
    casebook, shared, pandoc, out = sys.argv[1], *map(pathlib.Path, sys.argv[2:5])
    out.mkdir(parents=True, exist_ok=True)
    documents(casebook, shared, out)
    flattened(casebook, shared, out)
    round_trips(casebook, shared, str(pandoc), out)
    open_documents(casebook, shared, str(pandoc), out)


main()
