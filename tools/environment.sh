#!/usr/bin/env bash
# Makes .venv at the root and installs what requirements/$1.txt pins (base, web or dev), then Onrecord itself.
# Every file that is installed is checked against its hash; nothing is resolved anew.
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=${1:-base}
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Onrecord needs Python 3.11 or later; name one with: make PYTHON=/path/to/python3.11 ..." >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null && [ ! -x .venv/bin/pip ]; then
  # Debian keeps ensurepip in a package of its own.
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing python3-venv, which Debian keeps apart from Python ..." >&2
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
  else
    echo "Python's venv module is missing; install it with: sudo apt-get install python3-venv" >&2
    exit 1
  fi
fi
if [ ! -x .venv/bin/pip ]; then # pip comes last: without it an earlier run was interrupted
  rm -rf .venv
  "$python" -m venv .venv
fi
pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 .venv/bin/python -m pip --quiet"
$pip install --require-hashes --requirement "requirements/$wanted.txt"
# What the build needs (it compiles the table of places) lies apart, pinned by hash too, and is thrown away.
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
$pip install --require-hashes --requirement requirements/build.txt --target "$build"
PYTHONPATH="$build" $pip install --no-build-isolation --no-deps --editable .
touch ".venv/.onrecord-$wanted"
