#!/usr/bin/env bash
# The GitHub Action's two steps: `action.sh install` and `action.sh run`. Inputs come as INPUT_… variables and are never part
# of a script; outputs go to $GITHUB_OUTPUT. Runs under bash 3.2 too, which macOS has.
set -euo pipefail

output() { printf '%s\n' "$1" >>"${GITHUB_OUTPUT:-/dev/null}"; }

refuse() { # wrong inputs: nothing is checked
    printf '::error title=copylint::%s\n' "$1"
    output 'exit-code=2'
    exit 2
}

asked() { # asked NAME VALUE: whether an input that is true or false is true
    case $2 in
        true) return 0 ;;
        false) return 1 ;;
        *) refuse "$1: expected true or false" ;;
    esac
}

install_copylint() { # into an environment of its own, so that nothing of the job's changes
    local venv=$RUNNER_TEMP/copylint-venv scripts package=$INPUT_VERSION
    case $package in
        '') package=$GITHUB_ACTION_PATH ;;
        [0-9]*) package="copylint==$package" ;;
    esac
    "$PYTHON" -m venv --clear "$venv"
    scripts=$venv/bin
    [ ! -d "$venv/Scripts" ] || scripts=$venv/Scripts # Windows
    "$scripts/python" -m pip install --quiet --disable-pip-version-check -- "$package"
    output "copylint=$scripts/copylint"
}

quoted() { # quoted COMMAND...: its output is text, whatever copy it quotes; GitHub takes no workflow command from it
    local word code=0
    word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '::stop-commands::%s\n' "$word"
    "$@" 2>&1 || code=$?
    printf '\n::%s::\n' "$word"
    return "$code"
}

places() { # places FILE: annotations as path:line:column, one a line; the log shows annotations without their places
    LC_ALL=C sed -E \
        -e 's/^::([a-z]+) file=([^,]*),line=([0-9]+),endLine=[0-9]+(,col=([0-9]+),endColumn=[0-9]+)?,title=([^:]*)::/\2:\3:\5: \1: \6 /' \
        -e 's/^::error file=([^,]*),title=([^:]*)::/\1: \2: /' \
        -e 's/%2C/,/g; s/%3A/:/g; s/%0A/ /g; s/%0D/ /g; s/%25/%/g' "$1"
}

check() { # check FORMAT
    "${COPYLINT:-copylint}" check --format "$1" ${options[@]+"${options[@]}"} -- ${paths[@]+"${paths[@]}"}
}

gate() {
    "${COPYLINT:-copylint}" gate ${options[@]+"${options[@]}"} ${doors[@]+"${doors[@]}"} -- ${paths[@]+"${paths[@]}"}
}

read_inputs() { # into the arrays of arguments
    local line
    paths=() options=() doors=() annotations=false
    if asked annotations "$INPUT_ANNOTATIONS"; then annotations=true; fi
    while IFS= read -r line; do [ -z "$line" ] || paths+=("$line"); done <<<"$INPUT_PATHS"
    [ -z "$INPUT_FAIL_ON" ] || options+=(--fail-on "$INPUT_FAIL_ON")
    [ -z "$INPUT_CONFIG" ] || options+=(--config "$INPUT_CONFIG")
    while IFS= read -r line; do [ -z "$line" ] || options+=("$line"); done <<<"$INPUT_ARGS"
    [ -z "$INPUT_ACCEPT" ] || doors+=(--accept "$INPUT_ACCEPT")
    [ -z "$INPUT_HOLD" ] || doors+=(--hold "$INPUT_HOLD")
    [ -z "$INPUT_JOURNAL" ] || doors+=(--journal "$INPUT_JOURNAL")
    if asked since-baseline "$INPUT_SINCE_BASELINE"; then doors+=(--since-baseline); fi
    case $INPUT_COMMAND in
        gate) ;;
        check) [ ${#doors[@]} -eq 0 ] || refuse 'accept, hold, journal and since-baseline are for the command gate' ;;
        *) refuse 'command: expected check or gate' ;;
    esac
    case $INPUT_SARIF_FILE in *$'\n'*) refuse 'sarif-file: expected one path' ;; esac
    if asked upload-sarif "$INPUT_UPLOAD_SARIF" && [ -z "$INPUT_SARIF_FILE" ]; then
        refuse 'upload-sarif: expected a sarif-file to upload'
    fi
}

said() { # said FILE: what a report wrote to standard error
    [ ! -s "$1" ] || quoted cat "$1"
}

weigh() { # weigh CODE FILE: what a report could not read has not passed, even where the gate knew it from its journal
    if [ "$code" -lt 2 ] && [ "$1" -gt 1 ]; then
        code=$1
        said "$2"
    fi
}

# A report in SARIF is a check of its own, made at the same time: copylint writes one format a run, and to make one out of
# another here would be a second writer of it to keep right. Both reports come before the gate, so that neither finds what
# the gate has just written.
run_copylint() {
    local code=0 noted=0 mapped=0 background=''
    export PYTHONIOENCODING=utf-8
    read_inputs
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
    if [ -n "$INPUT_SARIF_FILE" ]; then
        check sarif >"$scratch/sarif" 2>"$scratch/sarif.said" &
        background=$!
    fi
    if $annotations; then check github >"$scratch/notes" 2>"$scratch/notes.said" || noted=$?; fi
    if [ -n "$background" ]; then wait "$background" || mapped=$?; fi

    case $INPUT_COMMAND/$annotations in
        gate/*) quoted gate || code=$? ;;
        check/false) quoted check text || code=$? ;;
        *)
            code=$noted
            printf '::group::Every finding with its place\n'
            quoted places "$scratch/notes"
            printf '::endgroup::\n'
            said "$scratch/notes.said"
            ;;
    esac
    if $annotations; then cat "$scratch/notes"; fi
    weigh "$noted" "$scratch/notes.said"
    weigh "$mapped" "$scratch/sarif.said"

    output "exit-code=$code"
    if [ -s "$scratch/sarif" ]; then
        mkdir -p "$(dirname -- "$INPUT_SARIF_FILE")"
        cat "$scratch/sarif" >"$INPUT_SARIF_FILE"
        output "sarif-file=$INPUT_SARIF_FILE"
    fi
    exit "$code"
}

case ${1:-} in
    install) install_copylint ;;
    run) run_copylint ;;
    *) refuse 'action.sh: expected install or run' ;;
esac
