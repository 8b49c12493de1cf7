#!/usr/bin/env python3
"""delimiters.py FOLDER   compares the quotation marks of every locale in CLDR with casebook's table. FOLDER is the npm
package cldr-misc-full, unpacked. Prints the differences; exits with 1 if there is one without a reason."""
import json, pathlib, re, sys

ROOT = "“”‘’"
# Where practice differs, and why: see the top of delimiters.rs.
PRACTICE = {"da", "de-CH", "de-LI", "es", "fr-CA", "nl", "st"}
KEYS = ("quotationStart", "quotationEnd", "alternateQuotationStart", "alternateQuotationEnd")

source = (pathlib.Path(__file__).parents[2] / "src/typography/delimiters.rs").read_text()
rows = re.findall(r'^\s*\(\s*"(\S{4})",\s*"([^"]+)",?\s*\),$', source.split("const DELIMITERS", 1)[1], re.M)
table = {tag: marks for marks, tags in rows for tag in tags.split()}
america = re.search(r'LATIN_AMERICA: &str = "([^"]+)"', source)[1].split()
assert len(table) > 100 and len(america) > 10, "the table was not found"


def ours(tag):
    tag = tag.lower()
    parts = tag.split("-")
    if parts[0] == "zh" and {"tw", "hk", "mo"} & set(parts) and "hans" not in parts:
        tag = "zh-hant"
    if parts[0] == "es" and set(america) & set(parts):
        tag = "es-419"
    while tag not in table and "-" in tag:
        tag = tag.rsplit("-", 1)[0]
    return table.get(tag, ROOT)


def has_reason(tag):
    return any(tag == known or tag.startswith(known + "-") for known in PRACTICE)


locales = differences = 0
needless = set(PRACTICE)
for file in sorted(pathlib.Path(sys.argv[1], "main").glob("*/delimiters.json")):
    tag = file.parent.name
    delimiters = json.loads(file.read_text())["main"][tag]["delimiters"]
    theirs = "".join(delimiters[key] for key in KEYS)
    locales += 1
    if ours(tag) == theirs:
        continue
    if has_reason(tag):
        needless -= {known for known in PRACTICE if tag == known or tag.startswith(known + "-")}
    else:
        print(f"{tag}: {ours(tag)} here, {theirs} in CLDR")
        differences += 1
for tag in sorted(needless):
    print(f"{tag}: named as different, but it is as in CLDR")
print(f"{locales} locales of CLDR: {differences} differences without a reason")
sys.exit(1 if differences or needless or locales < 700 else 0)
