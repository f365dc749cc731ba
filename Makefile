# The commands of the project; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help install repro report toy pretrain projector check lint types format test test-slow bench-training bench-elmo bench-vectors verify torture lock audit readme clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Bytecode is written even where the environment asks Python not to: without it
# every start of TensorFlow compiles some 6,000 files, 8 CPU-seconds each time.
export PYTHONDONTWRITEBYTECODE :=
export TF_CPP_MIN_LOG_LEVEL ?= 3
export PATH := $(CURDIR)/$(BIN):$(PATH)

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "$(PYTHON) is $$($(PYTHON) --version), but 3.11 to 3.13 is needed: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Installing the locked packages into $(VENV) (once, about 2.5 GiB) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --compile --require-hashes -r requirements.lock
	@$(BIN)/python -m bakeoff.report.plots_page $(VENV)/plots.html
	@$(BIN)/dvc config --local plots.html_template ../$(VENV)/plots.html
	@touch $@

install: $(VENV)/installed  ## install the locked packages into .venv

repro: install  ## run the pipeline (what is up to date is skipped) and show the results
	@python -m bakeoff.params
	@python -m bakeoff.mend
	@echo "Running the pipeline: dvc repro"
	@dvc repro
	@python -m bakeoff.evaluation

report: install  ## make the report, report/index.html
	@dvc repro report

toy: install  ## run the notebook's seven phrases, as a DVC experiment of that name
	@dvc exp run --temp --force --name toy $(TOY)
	@echo "Look at it: dvc exp show; take it over: dvc exp apply toy"
TOY := -S profile=toy -S prepare.split=none -S build_vocabulary.min_count=1 \
	-S train.epochs=100 -S train.patience=null -S models.tfidf.min_count=1 \
	-S models.keras.dimension=4 -S models.keras.head=flatten -S models.glove.head=flatten

pretrain: install  ## pretrain ELMo's language model: TEXT=sentences.txt OUT=folder
	@python -m bakeoff.elmo pretrain $(TEXT) --out $(OUT)
OUT ?= data/bilm/mine

projector: install  ## open TensorBoard's projector on the vectors
	@python -m bakeoff.projector

check: lint types test  ## formatter, linter, type checker and tests

lint: install  ## check the format and the linter's rules
	@ruff format --check . && ruff check .

types: install  ## check the types
	@mypy

format: install  ## format the code and sort the imports
	@ruff check --fix --select I . && ruff format .

test: install  ## all tests but the slow ones
	@echo "Testing: pytest"
	@python -m pytest -m "not slow" $(AT_ONCE)

test-slow: install  ## the slow tests: DVC experiments, queues, the toy
	@python -m pytest -m slow $(AT_ONCE)
AT_ONCE := --numprocesses 2 --dist loadfile  # the files of tests; two runs fit into 4 GB

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
	@$(RIVALS)/bin/python -m benchmarks.elmo $(TEXTS)
TEXTS ?= data/raw/spam/spam.csv

bench-vectors: $(RIVALS)/vectors.installed  ## compare the reader of word vectors with its rivals: FOLDER= keeps the files
	@$(RIVALS)/bin/python -m benchmarks.vectors $(if $(FOLDER),--folder $(FOLDER))

lock: install  ## resolve the dependencies anew into requirements.lock
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --group dev --custom-compile-command "make lock" \
		--upgrade pyproject.toml --output-file requirements.lock

verify: install  ## run the sample twice in fresh clones and compare every output byte for byte
	@python -m checks.verify

torture: install  ## kill a run of the sample at KILLS=30 random moments; it must end as any other
	@python -m checks.torture --kills $(KILLS)
KILLS ?= 30

audit: install  ## look for known vulnerabilities in the locked packages; skipped without advisories
	@python -m checks.audit

readme: install  ## bring the generated parts of README.md up to date
	@python -m bakeoff.readme

clean:  ## remove what the pipeline made (the cache of DVC stays)
	@rm -rf data models metrics/costs
