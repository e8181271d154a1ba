#!/bin/sh
# Lets the Python libraries verify what the black-box tests received. Run it after them.
set -eu
cd "$(dirname "$0")/.."
exec .venv/bin/python scripts/verify_webhooks.py target/test/webhooks
