# What a person or a pipeline does with Scorebook. `make help` lists it; docs/development.md explains it.

CARGO ?= cargo
BOOK ?= .
SITE := $(BOOK)/site
# no leaves the browser tests out; everything else fails when Chromium or its packages cannot be had
BROWSER ?= yes
# seconds for each fuzz target
FUZZ ?= 60
# With a test among its targets Cargo settles the features of all dependencies as `cargo test` does. Without it, as
# in `cargo run`, DuckDB's crates and others have slightly different features, and `make test` would compile them again.
BUILD := $(CARGO) build --locked --bin scorebook --test architecture
TARGET = $(shell $(CARGO) metadata --no-deps --offline --format-version 1 | sed -n 's/.*"target_directory":"\([^"]*\)".*/\1/p')
SCOREBOOK = "$(TARGET)/$(CARGO_BUILD_TARGET)/debug/scorebook"

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help site test format lint unit browser browser-tools duckdb fuzz audit screenshots pictures demo-data clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

site: duckdb ## build the tool and turn this book into site/ (another one: BOOK=folder)
	$(BUILD)
	$(SCOREBOOK) build $(BOOK)
	@echo "open file://$$(cd $(SITE) && pwd)/index.html"

test: format lint unit browser ## everything that is checked: format, lints, Rust tests, pages in a browser (BROWSER=no leaves them out)

format: ## check the formatting
	$(CARGO) fmt --check

lint: duckdb ## clippy, warnings are errors
	$(CARGO) clippy --locked --all-targets -- -D warnings

unit: duckdb ## the Rust tests
	$(CARGO) test --locked

ifeq ($(BROWSER),no)
browser:
	@echo "browser tests: left out because BROWSER=no"
else
browser: site browser-tools ## open the built site in Chromium
	cd tests/browser && SITE="$(abspath $(SITE))" SCOREBOOK=$(SCOREBOOK) npm test --silent
endif

browser-tools:
	@scripts/browser-tools.sh

duckdb:
	@command -v $(CARGO) >/dev/null || { echo "error: cargo is not installed; see https://rustup.rs" >&2; exit 1; }
	@scripts/seed-duckdb.sh

fuzz: ## feed the readers of YAML and data what nobody means, FUZZ=60 seconds each (cargo install cargo-fuzz --locked)
	@scripts/fuzz.sh $(FUZZ)

audit: ## licences, bans, sources and advisories of the dependencies
	@scripts/audit.sh

screenshots: site browser-tools ## pictures of every kind of page into screenshots/
	cd tests/browser && SITE="$(abspath $(SITE))" OUT="$(abspath screenshots)" npm run --silent screenshots

pictures: site browser-tools ## the pictures of the README, into docs/pictures/
	cd tests/browser && SITE="$(abspath $(SITE))" OUT="$(abspath docs/pictures)" npm run --silent pictures

demo-data: ## make the demo book's data again
	python3 scripts/make-demo-data.py

clean: ## remove what was generated: the site, pictures, node packages, compiled code
	rm -rf $(SITE) screenshots tests/browser/node_modules
	$(CARGO) clean
