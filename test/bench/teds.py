"""Similarities of tables: teds.py FILE with a JSON list of [truth, reading], both HTML; prints a list of 0..1."""

import json
import sys

from table_recognition_metric import TEDS

measure = TEDS()
with open(sys.argv[1]) as file:
    print(json.dumps([float(measure(truth, reading)) if reading else 0.0 for truth, reading in json.load(file)]))
