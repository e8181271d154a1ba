#!/bin/sh
# Lets Python libraries verify what the black-box tests received and exported. Run it after them.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python scripts/verify_webhooks.py target/test/webhooks
.venv/bin/python scripts/verify_subtitles.py target/test/subtitles
