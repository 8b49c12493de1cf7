#!/usr/bin/env python3
"""cited.py FILE.html   prints the words that say how to cite, and the names of buttons and panels, which the HTML adds to a book."""
import html, re, sys

markup = open(sys.argv[1], encoding="utf-8").read()
parts = re.findall(r'<p class="citation">.*?</p>|<a class="skip-link".*?</a>|<template.*?</template>', markup, re.S)
for part in parts:
    print(html.unescape(re.sub(r"<[^>]+>", " ", part)))
