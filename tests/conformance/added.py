#!/usr/bin/env python3
"""added.py PDF   prints the words that the page layout adds to a book: those before the contents, page numbers,
also in the contents, how each case is cited, and behind each note the pages that cite it."""
import re, subprocess, sys

pages = subprocess.run(["pdftotext", sys.argv[1], "-"], capture_output=True, text=True, check=True).stdout.split("\f")
contents = next(index for index, page in enumerate(pages) if page.startswith("Contents"))
print("\n".join(pages[:contents]))
print("\n".join(re.findall(r"^(?:[ivxlc]+|[0-9]+)$", "\n".join(pages), re.M)))
for page in pages:
    print(*re.findall(r"(?:\. ){3}.*?([0-9]+)$", page, re.M))
for page in pages:
    print(*re.findall(r"^Notes to pages? .*$", page, re.M))
    for words in re.findall(r"^How to cite:.*?(?=\n\n|\Z)", page, re.M | re.S):
        print(words)
    for numbers in re.findall(r"↑\s*([0-9]+(?:↑*,\s*[0-9]+)*|[ivxlc]+)", page):
        print(numbers)
