# shellcheck shell=sh
# The end of a run that failed: what is put back, and how the server is left.

# fail CODE MESSAGE: says which step failed, puts things in order, and ends the script.
fail() {
    code=$1
    shift
    whole=no
    if [ -n "$stopped" ]; then
        code=$stopped
        set -- "stopped by $signal_name"
    fi
    ending=yes
    complain "step $number/$steps, $step, failed: $*"
    [ -n "$stopped" ] || show_output
    if [ "$changed" = no ]; then
        say "nothing has been changed"
        exit "$code"
    fi
    if [ "$deploying" = yes ]; then
        put_back || code=12
    fi
    settle
    if [ "$untouched" = yes ] && [ "$on_failure" = serve ]; then
        answers_as_before || code=12
    fi
    say "exit code $code"
    exit "$code"
}

# The previous version is there afterwards, and answers.
put_back() {
    step='put back'
    server_identity
    if [ -n "$found" ] && [ "$found" = "$identity" ]; then
        say "$name is still the previous version"
        # What was not replaced at all is closed, and cannot answer yet.
        if read_states && is_closed "$of_application"; then
            untouched=yes
            return 0
        fi
    elif [ "$rollback" = no ]; then
        say "--no-rollback: $name stays as it is"
        return 1
    else
        if [ "$scope" = application ] && [ "$keep_others_ready" = yes ]; then
            drain application "$drain_timeout" || :
        fi
        say "deploying the previous version again"
        server_put_back "$previous" || {
            complain 'the previous version could not be deployed'
            show_output
            keep_previous
            return 1
        }
    fi
    answers_as_before
}

# Where it did not answer well before, as a good version does.
answers_as_before() {
    case $status_before in
        000 | 404 | 5??) status_before=$expect_status ;;
    esac
    if ! answers "$status_before" ''; then
        complain "the previous version does not answer as before: $answer"
        keep_previous
        return 1
    fi
    say "the previous version is there: $answer"
}

keep_previous() {
    case $previous in
        "$work"/*) keep_work=yes ;;
    esac
    complain "the previous version is in $previous"
}

# Open, or clearly closed, as --on-failure says.
settle() {
    step=settle
    if [ "$on_failure" = serve ]; then
        open_up || { complain 'could not be opened again'; show_output; }
    else
        close_down || { complain 'could not be closed'; show_output; }
    fi
    changed=no
    say_states
}

# Leaves in $of_server and $of_application how it has become.
open_up() {
    resume server || return $?
    read_states || return $?
    # A server that was serving has told its applications nothing.
    if [ "$dry_run" = yes ] || { [ -n "$of_application" ] && [ "$of_application" != SERVING ]; }; then
        resume application || return $?
        read_states
    fi
}

close_down() {
    read_states || return $?
    if [ "$scope" = server ]; then
        is_closed "$of_server" || close server || return $?
    elif [ "$keep_others_ready" = no ] && [ "$of_server" = SERVING ]; then
        lame_duck || return $?
    fi
    if [ -n "$of_application" ] && ! is_closed "$of_application"; then
        close application || return $?
    fi
    read_states
}

# Stragglers are no reason to fail: it is closed.
close() { # server|application
    closed=0
    drain "$1" 20 || closed=$?
    [ "$closed" -eq 3 ] || return "$closed"
}

say_states() {
    text="now: server ${of_server:-unknown}"
    [ -z "$application" ] || text="$text, application $application ${of_application:-not there}"
    say "$text"
    case $of_server/$of_application in
        SERVING/SERVING | SERVING/) ;;
        *) say 'what is closed is opened by: slackwater resume, for the server and for the application' ;;
    esac
}
