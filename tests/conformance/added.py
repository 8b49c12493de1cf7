#!/usr/bin/env python3
"""added.py PDF   prints the words that the page layout adds to a book: those before the contents, page numbers,
also in the contents, how each case is cited, behind each note the pages that cite it, and parts of hyphenated words."""
import re, subprocess, sys

pages = subprocess.run(["pdftotext", sys.argv[1], "-"], capture_output=True, text=True, check=True).stdout.split("\f")
contents = next(index for index, page in enumerate(pages) if page.startswith("Contents"))
print("\n".join(pages[:contents]))
print("\n".join(re.findall(r"^(?:[ivxlc]+|[0-9]+)$", "\n".join(pages), re.M)))
for page in pages:
    print(*re.findall(r"(?:\. ){3}.*?([0-9]+)$", page, re.M))
# Sections that follow each other in a paragraph of the contents, each with its page.
of_contents = pages[contents : next(index for index, page in enumerate(pages) if index >= contents and not re.search(r"(?:\. ){3}", page))]
for page in of_contents:
    if not page.startswith(("Figures", "Tables")):
        print(*re.findall(r"(?<=\s)(?:[0-9]+|[ivxlc]+)(?=\s)", re.sub(r"^.*(?:\. ){3}.*$", "", page, flags=re.M)))
# The parts of words that are hyphenated at the end of a line, if both are words themselves.
known = set(re.findall(r"(?<![\u00ad\w])\w+(?![\u00ad\w])", re.sub(r"\w+\u00ad\n\w+", "", "\n".join(pages))))
for page in pages:
    for parts in re.findall(r"(\w+)\u00ad\n(\w+)", page):
        if known.issuperset(parts):
            print(*parts)
for page in pages:
    print(*re.findall(r"^Notes to pages? .*$", page, re.M))
    for words in re.findall(r"^How to cite:.*?(?=\n\n|\Z)", page, re.M | re.S):
        print(words)
    for numbers in re.findall(r"↑\s*([0-9]+(?:,\s*[0-9]+)*|[ivxlc]+)", page):
        print(numbers)
