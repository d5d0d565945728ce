#!/usr/bin/env python3
"""Validates JSON documents against a JSON Schema (2020-12) with a validator that is not ours; prints what is wrong.

Test-only: schema_check.py SCHEMA DOCUMENT...
"""

import json
import sys

from jsonschema import Draft202012Validator


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


schema = read(sys.argv[1])
Draft202012Validator.check_schema(schema)
for path in sys.argv[2:]:
    for error in Draft202012Validator(schema).iter_errors(read(path)):
        print(f"{error.json_path}: {error.message}")
