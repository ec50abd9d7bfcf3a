# Functions of the check, for scripts that source them. Needs $tally, a file that gets a line "passed failed skipped" of
# each test run, and "0 1 0" of each other step that failed; what red tests said goes to $tally.red.

# step NAME SECONDS COMMAND...: bounded in time; a failure is counted, and the caller goes on.
step() {
    local name=$1 limit=$2 begin=$SECONDS code=0
    shift 2
    printf '\n=== %s\n' "$name"
    timeout --kill-after=20 "$limit" "$@" & # in the background, so that a signal to us ends the wait
    wait $! || code=$?
    [ "$code" -eq 0 ] || echo "0 1 0" >> "$tally"
    finished "$name" "$begin" "$code" "$limit"
}

# tests NAME SECONDS [OPTION...]: a run of `dotnet test` on what is built, counted from its summary. A test host that
# crashed, hung or found nothing to run reports no failed test, so the exit code has the last word.
tests() {
    local name=$1 limit=$2 begin=$SECONDS code=0 log run passed failed skipped
    shift 2
    log=$(mktemp)
    printf '\n=== %s\n' "$name"
    timeout --kill-after=20 "$limit" dotnet test --no-build --no-progress "$@" > "$log" 2>&1 &
    run=$!
    # Not a pipe: a process that a killed test leaves behind would keep it open.
    tail -n +1 -f -s 0.5 --pid=$run "$log" &
    wait $run || code=$?
    wait
    passed=$(summary succeeded "$log") failed=$(summary failed "$log") skipped=$(summary skipped "$log")
    [ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
    echo "$passed $failed $skipped" >> "$tally"
    grep -A 20 '^failed ' "$log" >> "$tally.red"
    finished "$name" "$begin" "$code" "$limit"
}

summary() {
    sed -n "/^Test run summary:/,\$ s/^ *$1: \([0-9][0-9]*\)\$/\1/p" "$2" | tail -n 1 | grep . || echo 0
}

finished() {
    local result=ok
    [ "$3" -eq 0 ] || result="FAILED (exit code $3)"
    [ "$3" -ne 124 ] && [ "$3" -ne 137 ] || result="FAILED (not done within $4 s)"
    printf -- '--- %s: %s, %d s\n' "$1" "$result" $((SECONDS - $2))
    return "$3"
}
