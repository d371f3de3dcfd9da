# `make` lists the verbs. Each is one command that works without make as well.
.DEFAULT_GOAL := help
.PHONY: help build test bench run demo format docs ci

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 10

build: ## Compile everything; warnings are errors
	dotnet build -c Release

test: ## Run all tests
	dotnet test -c Release

bench: ## Measure against peers and write bench/RESULTS.md
	bench/run

run: ## Start the watcher with the settings of appsettings.json
	dotnet run --project src/Watcher -c Release -- run

demo: ## Show the whole thing on generated surveys
	dotnet run --project src/Watcher -c Release -- demo

format: ## Bring the code into shape
	dotnet format

docs: ## Write the generated pages in docs/ anew
	OFO_UPDATE_DOCS=1 dotnet test -c Release --filter-class OfoWatcher.Tests.Docs.GeneratedPagesTests

ci: ## Do what continuous integration does
	.ci/run
