# shellcheck shell=sh
# Running commands, so that a signal never leaves half a deployment.

# Runs one command; what it prints is then in $work/out and $work/err. A signal ends the command, unless that would leave
# half a deployment: $whole is yes then. A dry run shows it instead.
run() {
    if [ "$dry_run" = yes ]; then
        printf '          $ %s\n' "$(shown "$@")"
        return 0
    fi
    "$@" > "$work/out" 2> "$work/err" < /dev/null &
    await_child
}

# The same, but what it prints is seen as it comes.
run_live() {
    if [ "$dry_run" = yes ]; then
        run "$@"
        return 0
    fi
    : > "$work/out"
    "$@" 2> "$work/err" < /dev/null &
    await_child
}

whole=no last=0

await_child() {
    child=$!
    # A signal that came before $child was set.
    if [ -n "$stopped" ] && [ "$ending" = no ] && [ "$whole" = no ]; then
        kill "$child" 2> /dev/null || :
    fi
    ended=0
    while :; do
        interrupted=no got=0
        wait "$child" || got=$?
        # 127: it had ended before the signal, and the shell has told its code already.
        [ "$got" -eq 127 ] && [ "$ended" -ne 0 ] || ended=$got
        [ "$interrupted" = yes ] || break
    done
    child='' last=$ended
    return "$ended"
}

signalled() { # CODE NAME
    interrupted=yes
    if [ "$ending" = yes ] || [ -n "$stopped" ]; then
        say "$2: still putting things in order, wait"
        return 0
    fi
    stopped=$1 signal_name=$2
    if [ -n "$child" ] && [ "$whole" = no ]; then
        kill "$child" 2> /dev/null || :
    fi
}

# The end of what the last command printed, if that failed.
show_output() {
    [ "$last" -ne 0 ] || return 0
    cat "$work/err" "$work/out" 2> /dev/null | grep -v '^[[:space:]]*$' | tail -n 12 | sed 's/^/            | /' >&2 || :
}

output_has() {
    cat "$work/out" "$work/err" | grep -q "$1"
}
