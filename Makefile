# What can be done here; each line calls a script in bin/ that says what it does.
# Needs git, make and Python 3.11 or newer; everything else is fetched from the package registries.

.PHONY: help setup demo test bench messages lock
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1 \t/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## environment, database and its tables
	@bin/setup

demo: ## set up, load sample cases and serve them at http://localhost:8000 (PORT=… for another)
	@bin/demo

test: ## every check there is; ARGS="…" goes to pytest
	@bin/test $(ARGS)

bench: ## measure, one table of everything; ARGS="…" names some of bench/ (hours; BENCH_CASES, BENCH_MINUTES)
	@bin/bench $(ARGS)

messages: ## collect the texts to translate into locale/
	@bin/messages

lock: ## choose new versions for requirements/*.txt and package-lock.json
	@bin/lock
