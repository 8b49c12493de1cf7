#!/usr/bin/env python3
"""references.py FILE.html FILE.pdf   prints the words that references add to a book in pages: the lists of figures and tables,
the numbers of pages in them, in the contents and at the foot, and the pages of links to other cases. Fails if an entry
of the lists is not in the PDF with a page."""
import html, re, subprocess, sys

markup = open(sys.argv[1], encoding="utf-8").read()
pages = subprocess.run(["pdftotext", sys.argv[2], "-"], check=True, capture_output=True, text=True).stdout
flat = re.sub(r"[\s\u2060]+", " ", pages)
print(*range(1, pages.count("\f") + 1))
for kind, title, entries in re.findall(
    r'<nav class="contents( figures| tables)?"[^>]*>\s*<h2[^>]*>(.*?)</h2>(.*?)</nav>', markup, re.S
):
    for entry in re.findall(r"<a [^>]*>(.*?)</a>", entries, re.S):
        words = html.unescape(re.sub(r"<[^>]+>", "", entry)).split()
        found = re.search(r"\s".join(map(re.escape, words)) + r"[ .]* (\d+|[ivxlc]+)\b", flat)
        if kind:
            print(*words)
        if found:
            print(found.group(1))
        elif kind:
            sys.exit(f"not in the list of{kind} with its page: {' '.join(words)}")
    if kind:
        print(html.unescape(title))
# One page for each link from a case to another: no more are allowed, whatever the PDF has.
links = 0
for section in re.split(r'<section id="', markup)[1:]:
    key = section.split('"', 1)[0]
    section = re.sub(r"<h[1-6].*?</h[1-6]>|<a class=\"mention\".*?</a>", "", section, flags=re.S)
    links += sum(target.split("_")[0] != key for target in re.findall(r'<a [^>]*href="#([^"]+)"', section))
for word, number in re.findall(r"\((\S{1,4}) (\d+|[ivxlc]+)\)", flat)[:links]:
    print(word, number)
