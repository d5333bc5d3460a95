# make demo   sets up and answers questions on the embedded acts
# make test   sets up and runs every test
# See README.md for what the answers mean.

GO          ?= go
BIN         := bin/tizbe
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
export CGO_ENABLED := 0

# What answers in a page: the search and the verdict logic as WebAssembly. It
# becomes part of the program that is built after it; without inlining it is a
# twelfth smaller, and as the command small leaves it a seventh. The garbage
# collector of Go before 1.26 is smaller by a hundredth, where there is it still.
PROGRAM     := site/engine/program
COLLECTOR   := $(shell GOEXPERIMENT=nogreenteagc $(GO) version >/dev/null 2>&1 && echo GOEXPERIMENT=nogreenteagc)

.PHONY: .looks/site all build engine browser-tools demo test lint vuln bench bench-corpus bench-go bench-site lighthouse screens fuzz cover clean

all: build

build: engine
	@$(GO) build -trimpath -o $(BIN) ./cmd/tizbe

engine:
	@$(COLLECTOR) GOOS=js GOARCH=wasm $(GO) build -tags page -trimpath -gcflags=all=-l -ldflags='-s -w' -o $(PROGRAM)/engine.wasm ./site/engine/wasm
	@$(GO) run ./site/engine/small $(PROGRAM)/engine.wasm
	@cp "$$($(GO) env GOROOT)/lib/wasm/wasm_exec.js" $(PROGRAM)/wasm_exec.js
	@chmod 644 $(PROGRAM)/engine.wasm $(PROGRAM)/wasm_exec.js
	@echo "engine of the pages: $$(gzip -9 -c $(PROGRAM)/engine.wasm | wc -c) bytes gzipped"

demo: build
	@sh scripts/demo.sh $(BIN)

# The tests in browser/ use the built program in Chromium. They run without a
# package argument, since only then what they skip is shown.
test: build browser-tools
	@$(GO) vet ./... && cd browser && $(GO) vet ./...
	@$(GO) test -timeout 15m ./...
	@test -d "$${TIZBE_TESTDATA:-../shared/data}" || echo "NOT TESTED: whatever is held against the measurement data, which is absent (TIZBE_TESTDATA or ../shared/data)"
	@cd browser && TIZBE_BIN="$(CURDIR)/$(BIN)" $(GO) test -timeout 20m

browser-tools:
	@sh scripts/browser-tools.sh

lint:
	@test -z "$$(gofmt -l bench browser cmd corpus index internal seeds site versioning)" || { gofmt -l bench browser cmd corpus index internal seeds site versioning; echo "run gofmt -w on these files"; exit 1; }
	@$(GO) vet ./...
	@$(GO) run $(STATICCHECK) ./...
	@cd browser && $(GO) vet ./... && $(GO) run $(STATICCHECK) ./...
	@GOOS=js GOARCH=wasm $(GO) vet $$($(GO) list ./corpus/... ./versioning/... ./index/retrieval | grep -v /store)
	@GOOS=js GOARCH=wasm $(GO) vet -tags page ./corpus/kazakh ./site/engine/...

# The vulnerability database is on the network; without it nothing is said
# either way.
vuln:
	@$(GO) run $(GOVULNCHECK) ./... || echo "govulncheck gave no verdict (is its database reachable?)"

# Numbers, never verdicts; RUNS=1 is enough to see where one stands.
RUNS ?= 3
bench: bench-corpus bench-go bench-site

# Storage and search side by side with SQLite, git and, where a server is
# installed, PostgreSQL, printed as tables and written to BENCHMARKS.md. It is a
# module of its own, so that these are no dependencies of the program.
bench-corpus:
	@cd bench && $(GO) run . -runs $(RUNS) -o ../BENCHMARKS.md

# Latency in-process and as a whole process, reading, sizes.
bench-go: build
	@$(GO) test -run '^$$' -bench . -benchmem ./... | grep -Ev '^(PASS|ok|\?|goos|goarch|pkg)'

# Pages per second beside Hugo (Debian: hugo), and the bytes of the home page.
bench-site: build
	@sh scripts/hugo.sh $(BIN) $(RUNS)

# The generated site in Chromium (CHROME_PATH): Lighthouse scores, and the
# screenshots that the README shows. Both need Node; what they use is
# installed below .looks.
.looks/node_modules: scripts/looks/package.json
	@mkdir -p .looks && cp scripts/looks/package.json .looks/ && cd .looks && npm install --silent --no-audit --no-fund && touch node_modules

.looks/site: build
	@TIZBE_DATA=.looks/data $(BIN) site -o .looks/site --url https://example.org >/dev/null

lighthouse: .looks/node_modules .looks/site
	@cp scripts/looks/*.mjs .looks/ && node .looks/lighthouse.mjs .looks/site

screens: .looks/node_modules .looks/site
	@mkdir -p docs/screens && cp scripts/looks/*.mjs .looks/ && node .looks/screens.mjs .looks/site docs/screens

# Every fuzz target for FUZZTIME each. Making a new input smaller takes a minute
# by default, in which nothing else is tried; fifty tries are enough.
FUZZTIME ?= 10s
fuzz:
	@for p in $$($(GO) list ./...); do for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
		echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 50x $$p || exit 1; done; done

clean:
	@rm -rf bin .demo .looks $(PROGRAM)/engine.wasm $(PROGRAM)/wasm_exec.js
