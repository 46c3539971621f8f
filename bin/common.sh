# Read by every script here (source bin/common.sh): talk plainly, do a thing only when needed.
# shellcheck shell=bash disable=SC2034

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

STAMPS=.make # what has been done, each file named after a step and holding a hash of its inputs
DATA=${SACHSTAND_DATA:-var}
PYTHON=.venv/bin/python
export PATH="$PWD/.venv/bin:$PATH"
mkdir -p "$STAMPS"

say() { printf '%s\n' "$*"; }

# fail LINE… : say why and what to do, and stop.
fail() {
    printf '\n%s\n' "$1" >&2
    shift
    (($# == 0)) || printf '  %s\n' "$@" >&2
    exit 1
}

# run WORDS COMMAND… : say what is being done, keep the output for a failure, say how long it took.
run() {
    local words=$1 log start=$SECONDS
    shift
    log=$(mktemp)
    printf '· %s … ' "$words"
    if "$@" >"$log" 2>&1 </dev/null; then
        printf 'done (%d s)\n' $((SECONDS - start))
        rm -f "$log"
    else
        printf 'failed\n\n'
        tail -n 30 "$log" >&2
        fail "This failed: $*" "The whole output is in $log"
    fi
}

# fingerprint FILE… : one hash over names and contents (folders are walked; built files left out).
fingerprint() { find "$@" -type f ! -name '*.mo' -print0 | sort -z | xargs -0r sha256sum | sha256sum; }

# is_done STEP HASH… : was STEP finished with exactly these inputs?
is_done() { [[ -f $STAMPS/$1 && $(<"$STAMPS/$1") == "${*:2}" ]]; }

# mark_done STEP HASH… : remember it; only called after success, so a failure leaves no stamp.
mark_done() { printf '%s\n' "${*:2}" >"$STAMPS/$1"; }
