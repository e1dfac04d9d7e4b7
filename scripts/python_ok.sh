#!/bin/sh
# Says in one line what is missing where Python is too old or comes without venv.
python="$1"
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "reelgraph needs Python 3.11 or newer (found: $("$python" --version 2>&1)); name one with: make PYTHON=python3.12 ..." >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
        echo "Python comes without venv here; install it (Debian: apt-get install python3-venv)" >&2
        exit 1
    fi
fi
