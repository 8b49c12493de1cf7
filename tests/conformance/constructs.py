#!/usr/bin/env python3
"""Compares the reading of every construct of `cases.py`, in every place, with that of pandoc.

constructs.py CASEBOOK PANDOC OUT   builds all cases in one project in OUT, and writes the differences to OUT/differences.txt. Fails if
a difference is not in `KNOWN`.
"""
import collections
import difflib
import fnmatch
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import time
import zlib

import cases
import trees

READER = "markdown+lists_without_preceding_blankline-blank_before_header-blank_before_blockquote-auto_identifiers-implicit_figures+mark+autolink_bare_uris+tex_math_single_backslash"
# One run of pandoc reads all files, and prints a document of JSON for each. HTML that it would hand on is read again as HTML.
SCRIPT = """
local function slurp(name) local f = io.open(name); local s = f:read('a'); f:close(); return s end
for name in io.lines() do
  local document = pandoc.read(slurp(name), READER)
  local raw = false
  document:walk({RawBlock = function(e) raw = raw or e.format == 'html' and not e.text:find('^<!%-%-') end})
  if raw then document = pandoc.read(pandoc.write(document, 'html', {html_math_method = 'mathjax'}), HTML) end
  print(pandoc.write(document, 'json'))
end
"""
KNOWN = {}
# What a line says about its block.
KIND = r"^(p|dt|dd|dl|li|ul|lines|quote|code|hr|div|h\d|ol \d+ \w+ \w+|table|t\w+ row|(start|center|end) \d+x\d+( \w+)?)(?= |$)( [#.][\w.#-]+)*( tight$)?"


def picture():
    """A PNG of ten by ten dots."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    head = struct.pack(">IIBBBBB", 10, 10, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * 10) * 10)) + chunk(b"IEND", b"")


def write(folder, texts):
    """The files of a project, by the names of their cases."""
    folder.mkdir(parents=True)
    names = {f"c{number:04}": name for number, name in enumerate(texts)}
    (folder / "p.png").write_bytes(picture())
    (folder / "book.yaml").write_text("title: Book\nlanguage: en\nslug: book\nmath: tex\ncited-in: false\ncases: [\"c*.md\"]\n")
    for slug, name in names.items():
        (folder / f"{slug}.md").write_text(f"# Title\n\n{texts[name]}")
    return names


def ours(casebook, folder):
    """The lines of each case, and the codes of the warnings about it."""
    command = [casebook, "build", folder, "-f", "html", "--no-cache", "--message-format", "json", "--out", folder.parent / "out"]
    done = subprocess.run(command, capture_output=True, text=True)
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode:
        errors = [f"{(message.get('place') or {}).get('file')}: {message['message']}" for message in messages if message["severity"] == "error"]
        sys.exit("\n".join(errors) or done.stderr)
    warned = collections.defaultdict(set)
    for message in messages:
        warned[pathlib.Path((message.get("place") or {}).get("file") or "").stem].add(message["code"])
    return trees.cases_of_casebook((folder.parent / "out/book.html").read_text()), warned


def theirs(pandoc, folder, slugs):
    script = folder.parent / "read.lua"
    script.write_text(f"READER, HTML = '{READER}', 'html-auto_identifiers+tex_math_single_backslash'\n{SCRIPT}")
    done = subprocess.run([pandoc, "lua", script], input="".join(f"{folder}/{slug}.md\n" for slug in slugs), capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return {slug: trees.of_pandoc(json.loads(line)["blocks"][1:]) for slug, line in zip(slugs, done.stdout.splitlines(), strict=True)}


def counts(lines):
    """How many words, notes, items, cells, formulas, links, pictures and pieces of code a document has."""
    text = "\n".join(lines)
    pieces = [piece.strip(" ›") for piece in re.split("\n| ¶ |</?note>", text)]
    tags = re.compile(r"<(a|img|code|math|dmath|note)\b")
    found = collections.Counter(f"<{tag}>" for tag in tags.findall(text))
    found["items"] = sum(piece == "li" for piece in pieces)
    found["cells"] = sum(bool(re.match(r"(start|center|end) \d+x\d+", piece)) for piece in pieces)
    words = [re.sub(r"<[^<>]*>", " ", re.sub(KIND, "", piece)) for piece in pieces]
    found.update(word for piece in words for word in re.findall(r"\w+", piece))
    return found


def main():
    casebook, pandoc = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    out = pathlib.Path(sys.argv[3])
    shutil.rmtree(out, ignore_errors=True)
    start = time.monotonic()
    names = write(out / "project", cases.cases() | cases.mixtures())
    found, warned = ours(casebook, out / "project")
    print("casebook", time.monotonic() - start)
    cache = pathlib.Path("/tmp/cc/cache.json")
    cached = json.loads(cache.read_text()) if cache.exists() else {}
    key = {slug: (out / "project" / f"{slug}.md").read_text() for slug in names}
    missing = [slug for slug in names if key[slug] not in cached]
    if missing:
        cached.update({key[slug]: lines for slug, lines in theirs(pandoc, out / "project", missing).items()})
        cache.write_text(json.dumps(cached))
    expected = {slug: cached[key[slug]] for slug in names}
    print("pandoc", time.monotonic() - start)
    differences = []
    for slug, name in names.items():
        if found[slug] != expected[slug]:
            differences.append(name)
            with (out / "differences.txt").open("a") as file:
                file.write(f"==== {name} {slug} {' '.join(sorted(warned[slug]))}\n")
                file.writelines(line + "\n" for line in list(difflib.unified_diff(expected[slug], found[slug], n=50, lineterm=""))[3:])
    for name, slug in ((name, slug) for slug, name in names.items() if name.startswith("mixture")):
        one, two = counts(expected[slug]), counts(found[slug])
        if one != two:
            print(name, slug, sorted(warned[slug]), "lost", dict(one - two), "more", dict(two - one))
    print(len(names), len(differences))
    print(collections.Counter(name.split("@")[0] for name in differences).most_common(80))
    print(collections.Counter(name.split("@")[-1] for name in differences).most_common(80))


if __name__ == "__main__":
    main()
