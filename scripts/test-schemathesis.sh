#!/bin/sh
# Lets schemathesis try every operation of /openapi.json with all of its checks. Takes the server's executable.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python scripts/test_schemathesis.py --server "${1:-target/debug/colloquy}" --work target/test/schemathesis
