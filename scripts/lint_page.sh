#!/bin/sh
# Lints the script of the HTML view as it stands in the page: all parts together, so that a name one of them misses
# is found. ESLint comes by npm into .tools/eslint and stays out of the project.
set -eu
python=${1:-.venv/bin/python}
tools=.tools/eslint
command -v npm >/dev/null || { echo "linting the page needs npm (Debian: apt-get install npm)" >&2; exit 1; }
mkdir -p "$tools"
[ -d "$tools/node_modules/eslint" ] || npm install --prefix "$tools" --no-audit --no-fund --silent eslint@9 globals@15
cp scripts/eslint.config.mjs "$tools/eslint.config.mjs"
"$python" -c "from graph.view.page import script; print(script())" >"$tools/page.js"
cd "$tools" && node_modules/.bin/eslint page.js
