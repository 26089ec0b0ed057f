# shellcheck shell=sh
# The steps of payara-redeploy and of wildfly-redeploy, which read this folder; it holds no program of its own.
#
# Each of them defines what differs from server to server. All but server_option are steps or parts of steps: they
# run commands through "run", and end the script through "fail" where they cannot go on.
#   server_option NAME VALUE takes one of its own options; returns how many words that were, 0 where it knows none such
#   server_tools             finds its command line on this machine
#   server_key               prints what names the server, for the lock
#   server_check             the application is deployed there; finds out $application where that is not given
#   server_identity          sets $found to what differs from one deployment of the application to the next; '' for none
#   server_save FOLDER       saves the archive that is deployed into the folder, and sets $previous
#   server_redeploy ARCHIVE  deploys the archive in place of what is there
#   server_put_back ARCHIVE  the same, also where nothing is there any more

# shellcheck source=scripts/redeploy/options.sh
. "$here/redeploy/options.sh"
# shellcheck source=scripts/redeploy/commands.sh
. "$here/redeploy/commands.sh"
# shellcheck source=scripts/redeploy/slackwater.sh
. "$here/redeploy/slackwater.sh"
# shellcheck source=scripts/redeploy/failure.sh
. "$here/redeploy/failure.sh"

# Asks the URL once; sets $status, 000 where nobody answers.
ask() {
    set -- --silent --show-error --max-time 10 --output "$work/body" --write-out '%{http_code}'
    [ "$insecure" = no ] || set -- "$@" --insecure
    rm -f "$work/body"
    run curl "$@" "$url" || :
    [ "$dry_run" = yes ] || status=$(cat "$work/out")
}

# Asks until the answer is as expected; what it was is in $answer.
answers() { # STATUS TEXT
    deadline=$(($(now) + verify_timeout))
    while :; do
        ask
        [ "$dry_run" = no ] || return 0
        if [ "$status" = 000 ]; then
            answer="no answer from $url: $(head -n 1 "$work/err")"
        elif [ "$status" != "$1" ]; then
            answer="$url answers $status (expected $1)"
        elif [ -n "$2" ] && ! grep -qF -- "$2" "$work/body" 2> /dev/null; then
            answer="$url answers $status, but without the text $2"
        else
            answer="$url answers $status${2:+, with the text $2}"
            return 0
        fi
        [ "$ending" = yes ] || [ -z "$stopped" ] || return 1
        [ "$(now)" -lt "$deadline" ] || return 1
        run sleep 1 || :
    done
}

leave() {
    code=$?
    trap '' HUP INT TERM
    if [ "$changed" = yes ]; then
        # A defect of this script: no step of it ends so.
        ending=yes
        complain "step $number/$steps, $step, ended unexpectedly with code $code"
        settle
    fi
    [ -z "$lock" ] || rm -rf "$lock"
    [ -z "$work" ] || [ "$keep_work" = yes ] || rm -rf "$work"
    exit "$code"
}

begin() { # STEP
    step=$1 number=$((number + 1))
    [ -z "$stopped" ] || fail "$stopped" ''
    if [ "$dry_run" = yes ]; then
        printf '%d/%d  %s\n' "$number" "$steps" "$step"
    fi
}

# One run on a server at a time: the end of one would open what the other has closed.
take_lock() {
    folder=${TMPDIR:-/tmp}/slackwater-redeploy-$(server_key | tr -c 'A-Za-z0-9.-' '_')
    if mkdir "$folder" 2> /dev/null; then
        lock=$folder
        printf '%s\n' "$$" > "$lock/pid"
        return 0
    fi
    [ -d "$folder" ] || { complain "$folder: cannot be made (expected a folder that can be written, or TMPDIR)"; exit 1; }
    owner=$(cat "$folder/pid" 2> /dev/null) || owner=unknown
    if [ "$owner" != unknown ] && ! kill -0 "$owner" 2> /dev/null && [ ! -d "/proc/$owner" ]; then
        complain "an earlier run on this server, pid $owner, was killed: look at the server's state, then rm -r $folder"
    else
        complain "another run is under way on this server, pid $owner (its lock is $folder)"
    fi
    exit 8
}

prepare_work() {
    umask 077
    trap leave EXIT
    trap 'signalled 129 SIGHUP' HUP
    trap 'signalled 130 SIGINT' INT
    trap 'signalled 143 SIGTERM' TERM
    take_lock
    work=$(mktemp -d "${TMPDIR:-/tmp}/slackwater-redeploy.XXXXXX")
    : > "$work/out"
    : > "$work/err"
    printf '.level=WARNING\nhandlers=java.util.logging.ConsoleHandler\n' > "$work/logging"
    if [ -n "$token_file" ]; then
        printf 'header = "Authorization: Bearer %s"\n' "$(head -n 1 "$token_file")" > "$work/token"
    fi
}

step_check() {
    begin check
    server_check
    server_identity
    identity=$found
    if [ "$dry_run" = yes ]; then
        : "${application:=CONTEXT-PATH}"
    fi
    check_slackwater
    ask
    status_before=$status
    [ "$dry_run" = yes ] || say "$name is deployed and ${of_application:-not covered}; $url answers $status_before"
}

check_slackwater() {
    asked=0
    read_states || asked=$?
    case $asked in
        0) ;;
        6) fail 6 'Slackwater refuses the credentials' ;;
        7) fail 7 'Slackwater is not deployed there' ;;
        *)
            if output_has uthentication; then
                fail 6 'the credentials are refused'
            fi
            fail 5 'no connection to Slackwater'
            ;;
    esac
    [ "$dry_run" = no ] || return 0
    expect_nobody_at_work
    expect_serving 'the server' "$of_server"
    if [ -n "$of_application" ]; then
        expect_serving "application $application" "$of_application"
    elif [ "$scope" = application ]; then
        [ -n "$application" ] \
            || fail 2 "$name: its context path is not known (expected --application NAME, or --scope server)"
        fail 7 "Slackwater does not know the application $application (expected one that has its filter)"
    else
        say "Slackwater does not cover ${application:-$name}: its requests in flight are not waited for"
        application=''
    fi
}

expect_nobody_at_work() {
    [ -n "$at_work" ] || return 0
    [ "$ignore_lease" = yes ] \
        || fail 8 "$at_work is at work on this server (the lease ends by itself; --ignore-lease goes on)"
    say "$at_work is at work on this server: --ignore-lease"
}

expect_serving() { # WHAT STATE
    if [ "$2" != SERVING ]; then
        [ "$join" = yes ] || fail 9 "$1 is $2 (expected SERVING; --join goes on from there, and opens at the end)"
        say "$1 is $2: going on from there"
    fi
}

step_save() {
    begin save
    if [ "$rollback" = no ]; then
        say '--no-rollback: nothing is saved'
    elif [ -n "$previous" ]; then
        say "the version to put back is $previous"
    else
        [ "$dry_run" = yes ] || mkdir "$work/previous"
        server_save "$work/previous"
        [ "$dry_run" = yes ] || say "the deployed version is saved, $(wc -c < "$previous" | tr -d ' ') bytes"
    fi
}

step_drain() {
    begin drain
    [ "$dry_run" = yes ] || say "draining $(target_text), at most $drain_timeout s"
    changed=$(not "$dry_run")
    result=0
    drain "$scope" "$drain_timeout" || result=$?
    case $result in
        0) ;;
        3)
            if [ "$stragglers" = fail ] || [ -n "$stopped" ]; then
                fail 3 "requests are still in flight after $drain_timeout s"
            fi
            say "requests are still in flight after $drain_timeout s: --stragglers cut"
            ;;
        4) fail 4 'somebody has resumed' ;;
        5 | 6 | 7) fail "$result" 'the drain could not be begun, or the connection was lost' ;;
        *) fail 1 'the drain failed' ;;
    esac
}

not() {
    if [ "$1" = yes ]; then echo no; else echo yes; fi
}

target_text() {
    if [ "$scope" = server ]; then
        printf 'the server'
    else
        printf 'application %s' "$application"
    fi
}

step_hide() {
    begin hide
    if [ "$scope" = server ]; then
        say 'the server is drained: a new application comes up unseen'
    elif [ "$keep_others_ready" = yes ]; then
        say '--keep-others-ready: the new version serves as soon as it is there'
    else
        lame_duck || fail 1 'the server could not be made to say that it is not ready'
        [ "$dry_run" = yes ] || say 'the server says that it is not ready, and serves on'
    fi
}

step_redeploy() {
    begin redeploy
    [ "$dry_run" = yes ] || say "deploying $archive"
    deploying=yes whole=yes
    server_redeploy "$archive" || fail 10 "the server refused $archive"
    whole=no
}

step_verify() {
    begin verify
    answers "$expect_status" "$expect_text" || fail 11 "$answer"
    [ "$dry_run" = yes ] || say "$answer"
}

step_resume() {
    begin resume
    deploying=no
    # From here on the new version is the good one: a signal comes too late.
    ending=yes
    changed=no
    opened=0
    open_up || opened=$?
    [ "$dry_run" = no ] || return 0
    if [ "$opened" -ne 0 ] || [ "$of_server" != SERVING ] || [ "${of_application:-SERVING}" != SERVING ]; then
        complain "step $number/$steps, $step, failed: the new version is verified, but could not be opened"
        show_output
        say_states
        exit 13
    fi
}

redeploy() {
    parse "$@"
    check_options
    server_tools
    find_slackwater
    if [ "$dry_run" = yes ]; then
        work=WORK
        printf 'dry run: nothing is asked or changed. WORK is a folder for the run.\n'
    else
        prepare_work
    fi
    began=$(now)
    step_check
    step_save
    step_drain
    step_hide
    step_redeploy
    step_verify
    step_resume
    step='done'
    if [ "$dry_run" = yes ]; then
        work=''
        printf 'if a step fails: the previous version is put back and verified, then --on-failure %s\n' "$on_failure"
    else
        say "$name serves the new version, after $(($(now) - began)) s"
    fi
}
