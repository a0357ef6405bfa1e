# `make demo` or `make run` and `make test` do all the set-up themselves.
.PHONY: run demo test check unit bench faults eval screenshots lock set-up set-up-test clean

BIN := .venv/bin

run: set-up          ## open the window
	$(BIN)/rostrum

demo: set-up         ## the whole main job, without a screen or a microphone
	$(BIN)/rostrum demo

test: check unit     ## everything: style, types, imports, and every test

check: set-up-test   ## the fast part
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: set-up-test
	$(BIN)/pytest --numprocesses 2 --dist loadfile

bench: set-up-test   ## speed, as ratios within one run
	$(BIN)/python -m tests.bench

N := 60
faults: set-up-test  ## kill it at random moments, N times, and count what was lost
	$(BIN)/python -m tests.faults --kills $(N)
	$(BIN)/python -m pytest -q --every-step tests/desktop/test_killed_at_each_step.py

eval: set-up-test    ## how well the scorer judges the labelled corpus
	$(BIN)/python tests/corpus/evaluate.py

screenshots: set-up-test  ## every page in every look into build/screenshots, and those that README.md shows
	QT_QPA_PLATFORM=offscreen $(BIN)/python tests/ui/make_screenshots.py build/screenshots
	$(BIN)/python -m tests.ui.make_pictures docs/pictures

lock: set-up-test    ## the newest versions that fit pyproject.toml, with their checksums
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --upgrade \
	  --no-annotate --custom-compile-command 'make lock' --output-file packaging/requirements.lock

set-up:
	@packaging/set-up run

set-up-test:
	@packaging/set-up test

clean:
	rm -rf .venv build dist
