#!/usr/bin/env python3
"""order.py PROJECT   prints the reading order of a project, a file a line, and on standard error the words of its title page."""
import pathlib, re, sys

project = pathlib.Path(sys.argv[1])
text = (project / "book.yaml").read_text(encoding="utf-8")
part, head = None, []
for line in text.splitlines():
    key = re.match(r"([a-z-]+):", line)
    if key:
        part = key.group(1)
    item = re.match(r"\s+- ([^:]+)$", line)
    if part in ("front", "cases", "back") and item:
        pattern = item.group(1).strip().strip("\"'")
        files = sorted(project.glob(pattern)) if "*" in pattern else [project / pattern]
        for file in files:
            print(file.relative_to(project))
    elif part in ("title", "subtitle", "authors", "contributors", "publisher", "date", "rights"):
        head.append(re.sub(r"^\s*-?\s*[a-z-]+:", "", line))
# A year may stand in the imprint and in the rights; the names of several people are joined by "and".
print("\n".join(head + head), "and and", file=sys.stderr)
