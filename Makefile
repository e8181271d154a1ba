# What people and CI do with Colloquy. Every target can be run again: what is there already is left alone.
#
# Two cores and a clean machine: `make demo` and `make test` build in the same profile (dev, with the hot loops
# optimised), so that neither compiles the dependencies that the other has compiled.

CARGO ?= cargo
TARGET_DIR := $(or $(CARGO_TARGET_DIR),target)
SERVER := $(TARGET_DIR)/debug/colloquy
# The engines lie beside the server, where it looks for them.
BUILD := $(CARGO) build --locked --workspace --bins
# Debian's own Python has no pip.
FETCH_MODELS = $(SERVER) models fetch --python .venv/bin/python

.DEFAULT_GOAL := all
.PHONY: all help setup console build release models demo demo-stop test bench fmt clean-data

all: build models ## set up, build and fetch the models

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## Debian packages to build with, and hash-checked packages for Python and Node
	@scripts/setup.sh build python console

# Before the server, which is built with what lies there.
console: setup ## the web console, into console/dist
	@scripts/build_console.sh

build: console ## the server and its engines, into target/debug
	@$(BUILD)

release: console ## the same, optimised, into target/release
	@$(BUILD) --release

models: build ## fetch the models, check their hashes, convert them
	@$(FETCH_MODELS)

demo: build ## send a sample call through a running server and show what comes out
	@$(FETCH_MODELS) || echo 'make: going on with the models that are here'
	@.venv/bin/python scripts/demo.py start --server $(SERVER)

demo-stop: ## stop the server that `make demo` left running
	@python3 scripts/demo.py stop

test: ## everything that CI runs
	@scripts/test.sh

bench: release ## the figures of bench/README.md
	@$(CARGO) run --locked --release --quiet -p colloquy-bench

fmt: ## format the Rust code
	@$(CARGO) fmt --all

clean-data: demo-stop ## remove what the demo and the tests stored; models and builds stay
	rm -rf target/demo target/test
