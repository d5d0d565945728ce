# The one entry point for people and for .ci/run. `make help` lists the targets.

export PKG_CONFIG_PATH := $(CURDIR)/.deps/openvino/lib/pkgconfig$(if $(PKG_CONFIG_PATH),:$(PKG_CONFIG_PATH))
export SWIFT_BACKTRACE ?= enable=no

PREFIX ?= /usr/local
SOURCES = Sources Plugins Tests Package.swift
SURTITLE = .build/release/surtitle

.PHONY: help setup deps build models demo test lint format golden bench crosscheck browser moderation \
	moderation-heads endurance sanitize fuzz install clean distclean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

setup: models ## everything needed to run and test; nothing to do the second time

deps: ## Debian packages and the OpenVINO runtime
	@.make/setup.sh

build: deps ## the program and the tests, release configuration
	@.make/build.sh

models: build ## the default models, into the user's model folder
	@$(SURTITLE) models pull

demo: setup ## subtitles for Samples/Library, in demo-output/
	@.make/demo.sh

test: setup ## all tests, or FILTER=Suite; SURTITLE_TESTDATA adds the extended suites
	@.make/test.sh $(if $(FILTER),--filter "$(FILTER)")

lint: ## style, nothing changed
	swift format lint --strict --recursive $(SOURCES)

format: ## style, mended in place
	swift format --in-place --recursive $(SOURCES)

golden: setup ## record the golden files anew; look at the difference before you commit it
	-SURTITLE_RECORD_GOLDEN=1 .make/test.sh
	@git status --short Tests/Golden

bench: setup ## against faster-whisper and ffmpeg; RUNS=5 by default, HOURS=24 for a day as well
	@Benchmarks/run.sh

crosscheck: setup ## our subtitle files read by other people's programs
	@Tests/CrossCheck/run.sh

moderation: ## the heads of moderation beside other classifiers; DATA=FOLDER with the labelled sets
	@Benchmarks/moderation/run.sh evaluate "$(abspath $(DATA))"

moderation-heads: ## train them anew; DATA=FOLDER
	@Benchmarks/moderation/run.sh train "$(abspath $(DATA))"

browser: setup ## a moderation report in a headless Chromium
	@Tests/Browser/run.sh

endurance: setup ## killed, fed slowly, on full disks: a quarter of an hour; as root for its mounts
	python3 Tests/Endurance/kill.py --kills 200
	python3 Tests/Endurance/arrivals.py
	python3 Tests/Endurance/adversity.py

sanitize: deps ## the decode path under the address sanitizer
	@Tests/sanitize.sh

fuzz: deps ## every reader of subtitles under libFuzzer; SECONDS=60 by default
	@Tests/Fuzz/run.sh $(or $(SECONDS),60)

install: build ## into PREFIX=/usr/local
	@.make/install.sh "$(PREFIX)"

clean: ## remove what was built and what the demo made
	rm -rf .build .build-* demo-output

distclean: clean ## and the OpenVINO runtime
	rm -rf .deps
