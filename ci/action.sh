#!/usr/bin/env bash
# The steps of action.yml. What the user gives comes in by the environment and is never taken for program text.
# It runs with the bash 3.2 of macOS too: no mapfile, and no empty array under `set -u`.
set -euo pipefail

checkout="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
# An environment of its own, so that neither the user's PATH nor their packages change.
home="${RUNNER_TEMP:?}/fazhi"
programs="$home/bin"
[ ! -d "$home/Scripts" ] || programs="$home/Scripts"

fail() {
  echo "::error title=fazhi::$1"
  exit 2
}

install_fazhi() {
  local package="$checkout" version="${FAZHI_VERSION:-}" python
  if [ -n "$version" ]; then
    case "$version" in
      [0-9]*) case "$version" in *[!0-9A-Za-z.+!]*) fail "version 应是一个版本号,如 0.1.0" ;; esac ;;
      *) fail "version 应是一个版本号,如 0.1.0" ;;
    esac
    package="fazhi==$version"
  fi
  python="$(command -v python || command -v python3)" || fail "没有 Python:请设 python-version"
  "$python" -m venv "$home"
  [ ! -d "$home/Scripts" ] || programs="$home/Scripts"
  "$programs/python" -m pip install --quiet --disable-pip-version-check "$package"
  "$programs/fazhi" --version
}

# The words of FAZHI_ARGS, quoted as in a shell, each followed by a NUL; nothing in them is carried out.
words_of_arguments() {
  "$programs/python" -c '
import os, shlex, sys
try:
    words = shlex.split(os.environ.get("FAZHI_ARGS", ""))
except ValueError:
    sys.exit(1)
sys.stdout.buffer.write(b"".join(os.fsencode(word) + b"\0" for word in words))'
}

check_reports() {
  local sarif="$home/fazhi.sarif" summary="$home/summary.md" words="$home/words" word line code=0
  rm -f "$sarif" "$summary"
  local command=("$programs/fazhi" check --output-format github --output-format "sarif:$sarif")
  [ "${FAZHI_SUMMARY:-true}" != true ] || command+=(--output-format "markdown:$summary")
  [ -z "${FAZHI_FAIL_LEVEL:-}" ] || command+=("--fail-level=$FAZHI_FAIL_LEVEL")
  [ -z "${FAZHI_SINCE:-}" ] || command+=("--since=$FAZHI_SINCE")
  words_of_arguments >"$words" || fail "args 里的引号不成对"
  while IFS= read -r -d '' word; do command+=("$word"); done <"$words"
  command+=(--)
  # One path a line, because names may hold spaces; Windows ends its lines with one character more.
  while IFS= read -r line || [ -n "$line" ]; do
    line="${line%$'\r'}"
    line="${line#"${line%%[![:space:]]*}"}"
    line="${line%"${line##*[![:space:]]}"}"
    [ -z "$line" ] || command+=("$line")
  done <<<"${FAZHI_PATHS:-.}"
  "${command[@]}" || code=$?
  echo "exit-code=$code" >>"$GITHUB_OUTPUT"
  [ ! -f "$sarif" ] || echo "sarif-file=$sarif" >>"$GITHUB_OUTPUT"
  [ ! -f "$summary" ] || cat "$summary" >>"$GITHUB_STEP_SUMMARY"
}

case "${1:-}" in
  install) install_fazhi ;;
  check) check_reports ;;
  # After the findings are uploaded, the job ends as the check did.
  finish) exit "${FAZHI_EXIT_CODE:?}" ;;
  *) fail "ci/action.sh install | check | finish" ;;
esac
