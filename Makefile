# Two commands are enough on a fresh machine: `make run` and `make test`. `make help` tells the rest.
BIN := .venv/bin
CODE := app ui devices resources tests
DEMO := build/demo
TS := resources/translations/zongchuang_en.ts
QM := $(TS:.ts=.qm)

.DEFAULT_GOAL := help
.PHONY: help run test lint format translations lock package voice

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

run: .venv/ready-run $(QM)  ## start the program; without a display, run the scripted day
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		$(BIN)/zongchuang run; \
	else \
		QT_QPA_PLATFORM=offscreen $(BIN)/zongchuang demo --headless --out $(DEMO) --json && \
		echo "No display here, so the scripted day ran instead. Its pictures and PDFs: $(DEMO)"; \
	fi

test: lint $(QM)  ## lint, then every test
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --numprocesses 2

lint: .venv/ready-test  ## style, types, directions of imports
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: .venv/ready-test  ## lay out the code
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

translations: .venv/ready-run  ## read new source strings into the translation, and compile it
	$(BIN)/pyside6-lupdate -silent -no-obsolete -locations none -source-language zh_CN -target-language en \
		$$(git ls-files 'ui/*.py') -ts $(TS)
	$(MAKE) --no-print-directory $(QM)

voice:  ## make the placeholder voice of the hall anew (espeak-ng, sox)
	sh packaging/voice_pack.sh

package: .venv/ready-pack $(QM)  ## build dist/zongchuang, a folder that runs without Python
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec

lock: .venv/ready-run  ## take newer versions of the libraries
	$$(command -v uv || echo .uv/bin/uv) pip compile pyproject.toml --group dev --universal --generate-hashes \
		--python-version 3.11 --no-emit-index-url --no-annotate --no-header --upgrade --quiet -o requirements.lock

# By another name first: a window that runs has the old file mapped and must not see it change.
%.qm: %.ts .venv/ready-run
	$(BIN)/pyside6-lrelease -silent $< -qm $@.new
	mv $@.new $@

.venv/ready-%: requirements.lock pyproject.toml packaging/setup.sh packaging/debian.txt
	sh packaging/setup.sh $*
	touch $@
