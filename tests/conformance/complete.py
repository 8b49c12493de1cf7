#!/usr/bin/env python3
"""complete.py RESULT   fails if the oracle misses anything in a PDF except the order of running text, which floating figures change."""
import json, sys

failed = False
for result in json.load(open(sys.argv[1], encoding="utf-8"))["results"]:
    lacking = result["missing"] + result["blocks_lost_n"] + len(result["marks_lacking"]) + len(result["symbols_missing"])
    notes = result["note_bodies_expected"] == result["note_bodies_found"] and result["order_notes"] == 1
    whys = [why for why in result["why"] if not why.startswith("order of running text")]
    if result["errors"] or lacking or not notes or not result["cases_in_order"] or result["order_body"] < 0.98 or whys:
        print(f"{result['format']}: {whys or result['verdict']}, {lacking} missing")
        failed = True
sys.exit(failed)
