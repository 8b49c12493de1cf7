#!/usr/bin/env python3
"""Compares the reading of every construct of `cases.py`, in every place, with that of pandoc.

constructs.py CASEBOOK PANDOC OUT   builds all cases and the documents of chosen constructs in one project in OUT, and writes every
difference to OUT/differences.txt. Fails if a case differs from pandoc's reading and is not in `KNOWN`, or if a document has fewer words,
notes, items, cells, formulas, pictures or pieces of code than pandoc's and casebook does not warn about it.
"""
import collections
import concurrent.futures
import difflib
import fnmatch
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import zlib

import cases
import trees

READER = ("markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote-auto_identifiers-implicit_figures"
          "+mark+autolink_bare_uris+tex_math_single_backslash")
# One run of pandoc reads many files, and prints a line of JSON for each. Blocks of HTML, which it would hand on, are read as HTML.
SCRIPT = """
for name in io.lines() do
  local file = io.open(name)
  local document, has_html = pandoc.read(file:read('a'), READER), false
  file:close()
  document:walk({RawBlock = function(e) has_html = has_html or e.format == 'html' and not e.text:find('^<!%-%-') end})
  if has_html then document = pandoc.read(pandoc.write(document, 'html', {html_math_method = 'mathjax'}), HTML) end
  print(pandoc.write(document, 'json'))
end
"""

# The differences that stay, as patterns of construct and place, and the reason.
KNOWN = {
    "at-sign@*": "casebook links a bare address of the web, but none of mail",
    "heading-link@*": "`[Heading]` alone may be a remark; casebook warns, and `[Heading][]` is the link",
    "table-code-bar@*": "a backslash before a bar in code within a pipe table is left out, as on GitHub",
    "*@link": "a link in a link is printed as typed, with a warning, and a note moves behind the link",
    "note*@note": "pandoc reads no notes in notes",
    "note*@note-second": "pandoc reads no notes in notes",
    "*-note@note": "pandoc reads no notes in notes",
    "*-note@note-second": "pandoc reads no notes in notes",
    "table-markup@note": "pandoc reads no notes in notes",
    "verse-markup@note": "pandoc reads no notes in notes",
    "*@emphasis": "emphasis in emphasis is read by the rules of CommonMark",
    "*strong*@strong": "emphasis in emphasis is read by the rules of CommonMark",
    "hebrew@strong": "emphasis in emphasis is read by the rules of CommonMark",
    "devanagari@strong": "emphasis in emphasis is read by the rules of CommonMark",
    "struck*@struck": "strikethrough in strikethrough is read by the rules of GitHub",
    "*quote*@quotation-marks": "pandoc opens no quotation of the same kind within a quotation",
    "devanagari@cell-grid": "how wide the letters are in a drawing is disputed",
    "emoji@cell-grid": "how wide the letters are in a drawing is disputed",
    "*heading*@grid": "a heading in a cell is a paragraph",
    "*heading*@note": "a heading in a note is one level below the heading of the notes",
    "image-two@grid": "no space is between the pictures of a group",
    "html-break@verse": "a break of HTML in a poem begins a line of it",
    "division*@grid": "a division in a cell with one paragraph is a span",
    "html-div@grid": "a division in a cell with one paragraph is a span",
    "code-indented@grid": "what all lines of a cell are indented by is no code",
    "formula*@grid": "a formula on several lines of a cell is printed as typed, with a warning",
    "*table*@grid": "a table in a cell is lines of text, with a warning",
    "grid*@grid": "a table in a cell is lines of text, with a warning",
    "*-grid@grid": "a table in a cell is lines of text, with a warning",
    "simple*@grid": "a table in a cell is lines of text, with a warning",
    "multiline*@grid": "a table in a cell is lines of text, with a warning",
    "simple-headless@item-first": "pandoc reads the first line of the table as a rule, and the rest as code",
    "multiline*@item-first": "pandoc reads the first line of the table as a rule, and the rest as code",
    "*@item-first": "a list is loose if a blank line is between blocks of an item, as in CommonMark",
    "table-caption-before@definition": "`: words` after a line of text is a definition",
    "note-letters@letter": "a note with a list in an item ends the list, which goes on with the next number",
    "note-letters@example": "a note with a list in an item ends the list, which goes on with the next number",
    "html-*@item*": "pandoc reads HTML in an item as Markdown, and puts paragraphs into it",
    "html-*@quote-item": "pandoc reads HTML in an item as Markdown, and puts paragraphs into it",
    "html-list-number@note": "pandoc reads HTML in an item as Markdown, and puts paragraphs into it",
    "html-*@letter": "HTML has no words for the parentheses of a list, so that the second reading loses them",
    "html-*@example": "HTML has no words for the parentheses of a list, so that the second reading loses them",
}
# The words of `cases.py`, and each letter of other scripts.
NAMES = "anna|bert|carl|dora|emil|fritz|gerd|hans|ida|vor|nach|inner|other|term|words?|head|second|author"
WORD = re.compile(rf"\b(?:{NAMES})\b|[^\W\d_a-z]", re.I)


def picture():
    """A PNG of ten by ten dots."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    head = struct.pack(">IIBBBBB", 10, 10, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * 10) * 10)) + chunk(b"IEND", b"")


def write(folder, texts):
    """Writes a project, and returns the names of its cases by slug."""
    folder.mkdir(parents=True)
    names = {f"c{number:04}": name for number, name in enumerate(texts)}
    (folder / "p.png").write_bytes(picture())
    (folder / "book.yaml").write_text("title: Book\nlanguage: en\nslug: book\nmath: tex\ncited-in: false\ncases: [\"c*.md\"]\n")
    for slug, name in names.items():
        (folder / f"{slug}.md").write_text(f"# Title\n\n{texts[name]}")
    return names


def ours(casebook, folder, optional):
    """The lines of each case, and the codes of the messages about it. Cases of `optional` with an error are left out: there is a message."""
    command = [casebook, "build", folder, "-f", "html", "--no-cache", "--message-format", "json", "--out", folder.parent / "out"]
    done = subprocess.run(command, capture_output=True, text=True)
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    of_file = lambda message: pathlib.Path((message.get("place") or {}).get("file") or "").stem
    if done.returncode:
        wrong = {of_file(message): message["message"] for message in messages if message["severity"] == "error"}
        if not wrong or not wrong.keys() <= optional:
            sys.exit(f"{wrong} {done.stderr}")
        for slug in wrong:
            (folder / f"{slug}.md").unlink()
        return ours(casebook, folder, optional - wrong.keys())
    warned = collections.defaultdict(set)
    for message in messages:
        warned[of_file(message)].add(message["code"])
    return trees.cases_of_casebook((folder.parent / "out/book.html").read_text()), warned


def theirs(pandoc, folder, slugs):
    """The lines of each case. Two runs share the work."""
    script = folder.parent / "read.lua"
    script.write_text(f"READER, HTML = '{READER}', 'html-auto_identifiers+tex_math_single_backslash'\n{SCRIPT}")
    slugs = list(slugs)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        parts = pool.map(lambda part: documents(pandoc, script, folder, part), [slugs[::2], slugs[1::2]])
    return {slug: trees.of_pandoc(document["blocks"][1:]) for part in parts for slug, document in part.items()}


def documents(pandoc, script, folder, slugs):
    names = "".join(f"{folder}/{slug}.md\n" for slug in slugs)
    done = subprocess.run([pandoc, "lua", script], input=names, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return dict(zip(slugs, map(json.loads, done.stdout.splitlines()), strict=True))


def counts(lines):
    """How many words, notes, items, cells, formulas, pictures and pieces of code a document has."""
    text = "\n".join(lines)
    pieces = [piece.strip(" ›") for piece in re.split("\n| ¶ |</?note>", text)]
    found = collections.Counter(re.findall(r"<(?:img|code|math|dmath|note)\b", text))
    found["items"] = pieces.count("li")
    found["cells"] = sum(bool(re.match(r"(start|center|end) \d+x\d+", piece)) for piece in pieces)
    found.update(WORD.findall(re.sub(r"<(?!\S+@)[^<>]*>", " ", "\n".join(pieces))))
    return found


def main():
    casebook, pandoc = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    out = pathlib.Path(sys.argv[3])
    shutil.rmtree(out, ignore_errors=True)
    single, mixed = cases.cases(), cases.mixtures()
    names = write(out / "project", single | mixed)
    found, warned = ours(casebook, out / "project", {slug for slug, name in names.items() if name in mixed})
    names = {slug: name for slug, name in names.items() if slug in found}
    expected = theirs(pandoc, out / "project", names)
    report, faults, used = [], [], collections.Counter()
    for slug, name in names.items():
        if found[slug] == expected[slug]:
            continue
        lines = difflib.unified_diff(expected[slug], found[slug], n=50, lineterm="")
        report += [f"==== {name} {slug} {' '.join(sorted(warned[slug]))}", *list(lines)[3:]]
        if name in mixed:
            lost = counts(expected[slug]) - counts(found[slug])
            faults += [f"{name} ({slug}.md): {dict(lost)} lost without a message"] if lost and not warned[slug] else []
        elif pattern := next((pattern for pattern in KNOWN if fnmatch.fnmatchcase(name, pattern)), None):
            used[pattern] += 1
        else:
            faults.append(f"{name} ({slug}.md): another reading than pandoc's")
    (out / "differences.txt").write_text("".join(line + "\n" for line in report))
    for pattern, reason in KNOWN.items():
        print(f"{used[pattern]:4} {pattern}: {reason}")
    faults += [f"{pattern}: no such difference any more" for pattern in KNOWN if not used[pattern]]
    print(f"{len(single)} cases, {sum(used.values())} with known differences; {len(names) - len(single)} documents of {len(mixed)}")
    if faults:
        sys.exit("\n".join(faults + [f"see {out}/differences.txt"]))


if __name__ == "__main__":
    main()
