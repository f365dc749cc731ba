# The commands of the project; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help install repro experiments compare toy quick sms subj report figures pretrain \
	projector check lint types format test test-slow mutants bench-training bench-elmo bench-vectors \
	bench-encoders bench-verdicts lock verify torture check-cache audit readme clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Bytecode is written even where the environment forbids it: without it every start of TensorFlow
# compiles some 6,000 files, which takes 8 CPU-seconds.
export PYTHONDONTWRITEBYTECODE :=
export TF_CPP_MIN_LOG_LEVEL ?= 3
REV ?= HEAD
OUT ?= bilm
PACKAGE ?= texts
TEXTS ?= data/raw/spam/spam.csv
KILLS ?= 30
# Names that a user gives reach commands as variables, never as a part of a shell's line.
export REV TO FROM RESULTS FIGURES TEXT OUT PACKAGE TEXTS FOLDER KILLS
export PATH := $(CURDIR)/$(BIN):$(PATH)

help:  ## list the targets
	@grep -hE '^[a-z -]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "$(PYTHON) is $$($(PYTHON) --version), but 3.11 to 3.13 is needed: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Installing the locked packages into $(VENV) (once, about 2.5 GiB) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --compile --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m bakeoff.report.plots_page $(VENV)/plots.html
	@$(BIN)/dvc config --local plots.html_template ../$(VENV)/plots.html
	@touch $@

install: $(VENV)/installed  ## install the locked packages into .venv

repro: install  ## check params.yaml, run what is out of date, show the results
	@bakeoff check --tidy
	@echo "Running the pipeline: dvc repro"
	@dvc repro
	@bakeoff answer

experiments: install  ## show the experiments of a commit, their answers and what they changed: REV=HEAD
	@bakeoff experiments "$$REV"

compare: install  ## compare a commit or an experiment with the workspace, or with TO=: REV=HEAD
	@bakeoff compare "$$REV" --to "$$TO"

toy: install  ## run the notebook's seven phrases: preset toy, as a DVC experiment of that name
	@bakeoff use toy
	@bakeoff check --tidy
	@dvc exp run --force --name toy
	@bakeoff answer
	@echo "To go back: bakeoff use sample, then make repro"

quick: install  ## a first answer in under 90 CPU-seconds: preset quick, in a copy of the project that is removed
	@python -m bakeoff.presets.scratch quick

sms subj: install  ## run the SMS Spam Collection or the subjectivity data: FROM=folder of the published files
	@python -m bakeoff.presets.scratch $@ --resume --figures $(if $(FROM),--from "$$FROM")
	@python -m bakeoff.readme

report: install  ## make the report, report/index.html
	@bakeoff check --tidy
	@dvc repro report

figures: install  ## draw the label curves and the differences as SVG and PNG: RESULTS=docs/results/sms FIGURES=folder
	@python -m bakeoff.report.pictures $(if $(RESULTS),--results "$$RESULTS") $(if $(FIGURES),--out "$$FIGURES")

pretrain: install  ## pretrain ELMo's language model: TEXT=sentences.txt OUT=folder
	@bakeoff elmo pretrain --out "$$OUT" -- "$$TEXT"

projector: install  ## open TensorBoard's projector on the vectors
	@python -m bakeoff.projector

check: lint types test  ## check format, lint and types, and run the tests

lint: install  ## check the format, and the linter's rules
	@ruff format --check . && ruff check .

types: install  ## check the types
	@mypy

format: install  ## format the code and sort the imports
	@ruff check --fix --select I . && ruff format .

test: install  ## run all tests but the slow ones
	@echo "Testing: pytest"
	@python -m pytest -m "not slow" $(AT_ONCE)

test-slow: install  ## run the slow tests: whole runs, experiments, a queue, the toy
	@python -m pytest -m slow $(AT_ONCE)
AT_ONCE := --numprocesses 2 --dist loadfile  # by file; two runs fit into 4 GB

mutants: install  ## change the code of one package in small ways; its tests must notice: PACKAGE=texts
	@python -m checks.mutants "$$PACKAGE"

bench-training: install  ## compare the compiled training loop with Model.fit
	@python -m benchmarks.training

RIVALS := .venv-rivals
$(RIVALS)/%.installed: benchmarks/requirements-%.txt $(VENV)/installed
	@echo "Installing $< into $(RIVALS), on top of $(VENV) (once; bilm takes about 1 GiB) ..."
	@$(PYTHON) -m venv $(RIVALS)
	@$(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))' \
		> $$($(RIVALS)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/project.pth
	@$(RIVALS)/bin/python -m pip install --quiet --disable-pip-version-check --compile -r $<
	@touch $@

bench-elmo: $(RIVALS)/bilm.installed  ## compare the ELMo encoder with its rivals: TEXTS=spam.csv
	@$(RIVALS)/bin/python -m benchmarks.elmo "$$TEXTS"

bench-vectors: $(RIVALS)/vectors.installed  ## compare the reader of word vectors with its rivals: FOLDER= keeps the files
	@$(RIVALS)/bin/python -m benchmarks.vectors $(if $(FOLDER),--folder "$$FOLDER")

bench-encoders: $(RIVALS)/encoders.installed  ## compare encoders of published models with their publishers' libraries: TEXTS=spam.csv
	@$(RIVALS)/bin/python -m benchmarks.encoders "$$TEXTS"

bench-verdicts: $(RIVALS)/verdicts.installed  ## compare the words of the last run with baycomp's
	@$(RIVALS)/bin/python -m benchmarks.verdicts

lock: install  ## write requirements.lock anew; versions stay where they can: UPGRADE=--upgrade takes the newest
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --extra export --group dev --custom-compile-command "make lock" \
		$(UPGRADE) pyproject.toml --output-file requirements.lock

verify: install  ## run the sample twice in fresh clones and compare every output byte for byte
	@python -m checks.verify

torture: install  ## kill a run of the sample at KILLS=30 random moments; its results must be the same
	@python -m checks.torture --kills "$$KILLS"

check-cache: install  ## hash every entry of DVC's cache and name the damaged ones
	@python -m bakeoff.dvc.cache

audit: install  ## look for known vulnerabilities in the locked packages; skipped without advisories
	@python -m checks.audit

readme: install  ## write the generated parts of README.md and of docs/results/ anew
	@python -m bakeoff.readme

clean:  ## remove the pipeline's outputs (DVC's cache keeps them)
	@mkdir -p data models
	@find data models -mindepth 1 ! -type d ! -path data/README.md ! -path models/README.md \
		! -path data/maps/.gitkeep -delete
	@find data models -mindepth 1 -type d -empty -delete
	@rm -rf metrics/costs metrics/costs.json report dvc_plots
