# shellcheck shell=sh
# Slackwater on the server: by its command, or over HTTP.

# How Slackwater is reached: $jar with $java, or the command $slackwater, or $control_url.
find_slackwater() {
    command -v curl > /dev/null || missing_tool 'curl not found (expected in PATH, to see whether the new version answers)'
    jar=''
    [ -z "$control_url" ] || return 0
    if [ -n "$slackwater" ]; then
        [ -r "$slackwater" ] || usage_error "--slackwater: $slackwater (expected slackwater.jar or the slackwater command)"
        case $slackwater in
            *.jar) jar=$slackwater ;;
        esac
    else
        for candidate in "${here%/*}/cli/target/slackwater.jar" "$here/slackwater.jar"; do
            [ -z "$jar" ] && [ -r "$candidate" ] && jar=$candidate
        done
        [ -n "$jar" ] || slackwater=$(command -v slackwater) || missing_tool "neither slackwater.jar beside this script\
 nor slackwater in PATH (expected one of them, or --slackwater FILE, or --control-url URL with --token-file FILE)"
    fi
    if [ -n "$jar" ]; then
        java=${JAVA_HOME:+$JAVA_HOME/bin/}java
        command -v "$java" > /dev/null || missing_tool "$java not found (expected Java 17 or later in JAVA_HOME or PATH)"
    fi
}

# tell COMMAND server|application OPTIONS...: by the slackwater command.
tell() {
    verb=$1 of=$2
    shift 2
    [ "$of" = server ] || set -- --application "$application" "$@"
    [ -z "$jmx" ] || set -- --jmx "$jmx" "$@"
    [ -z "$pid" ] || set -- --pid "$pid" "$@"
    if [ -n "$jar" ]; then
        # The logging of a server's own JMX client would hide the one line that matters.
        set -- -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djava.util.logging.config.file="$work/logging" \
            -cp "$jar${SLACKWATER_CLASSPATH:+:$SLACKWATER_CLASSPATH}" io.github.slackwater.cli.Slackwater "$verb" "$@"
        "$runner" "$java" "$@"
    else
        "$runner" "$slackwater" "$verb" "$@"
    fi
}

# control METHOD PATH: over HTTP. Returns a code as the slackwater command does.
control() {
    set -- "$1" "$control_url/$2" --silent --show-error --max-time $((drain_timeout + 30)) \
        --output "$work/body" --write-out '%{http_code}' --config "$work/token"
    [ "$insecure" = no ] || set -- "$@" --insecure
    method=$1 address=$2
    shift 2
    run curl --request "$method" "$@" "$address" || return 5
    [ "$dry_run" = no ] || return 0
    cat "$work/body" >> "$work/err" 2> /dev/null || :
    case $(cat "$work/out") in
        2??) return 0 ;;
        401 | 403) return 6 ;;
        404) return 7 ;;
        000) return 5 ;;
        *) return 1 ;;
    esac
}

control_path() { # server|application REST
    if [ "$1" = server ]; then
        printf 'api/%s' "$2"
    else
        printf 'api/applications/%s/%s' "$application" "$2"
    fi
}

# Sets $of_server, $of_application, which is empty where Slackwater does not know the application, and $at_work to who has
# the lease of the server, in the words of JSON; '' for nobody.
read_states() {
    of_server='' of_application='' at_work=''
    if [ -n "$control_url" ]; then
        read_states_over_http
        return $?
    fi
    runner=run
    tell status server --json || return $?
    [ "$dry_run" = no ] || return 0
    of_server=$(sed -n 's/^  "state" : "\([A-Z_]*\)".*/\1/p' "$work/out")
    of_application=$(awk -v name="    \"name\" : \"$application\"," '
        $0 == name { found = 1 }
        found && $1 == "\"state\"" { gsub(/[",]/, "", $3); print $3; exit }' "$work/out")
    at_work=$(sed -n '/^  "lease" : {/,/}/s/^    "holder" : "\(.*\)",$/\1/p' "$work/out")
    [ -n "$of_server" ]
}

read_states_over_http() {
    # It shows whether the token is right; the states are easier to read where balancers ask for them.
    control GET api/status || return $?
    control GET ready || [ $? -eq 1 ] || return 5
    [ "$dry_run" = yes ] || of_server=$(state_in_body)
    if [ -n "$application" ]; then
        control GET "ready/$application" || [ $? -eq 1 ] || return 5
        [ "$dry_run" = yes ] || of_application=$(state_in_body)
    fi
    # A Slackwater that is older has none.
    control GET api/lease || [ $? -eq 7 ] || return 5
    [ "$dry_run" = yes ] || at_work=$(sed -n 's/.*"holder":"\([^"]*\)".*/\1/p' "$work/body")
    [ "$of_application" != UNKNOWN ] || of_application=''
    [ "$dry_run" = yes ] || [ -n "$of_server" ]
}

state_in_body() {
    sed -n 's/.*"state":"\([A-Z_]*\)".*/\1/p' "$work/body"
}

is_closed() { # STATE
    [ "$1" = DRAINING ] || [ "$1" = DRAINED ]
}

drain() { # server|application SECONDS
    runner=run_live
    if [ -z "$control_url" ]; then
        tell drain "$1" --timeout "$2"
    else
        control POST "$(control_path "$1" "drain?timeoutSeconds=$2&wait=true")" || return $?
        [ "$dry_run" = no ] || return 0
        say "$(sed -n 's/.*"message":"\([^"]*\)".*/\1/p' "$work/body")"
        case $(cat "$work/body") in
            *'"outcome":"DRAINED"'*) return 0 ;;
            *'"outcome":"TIMED_OUT"'*) return 3 ;;
            *'"outcome":"CANCELLED"'*) return 4 ;;
            *) return 1 ;;
        esac
    fi
}

lame_duck() {
    runner=run
    if [ -z "$control_url" ]; then
        tell lame-duck server
    else
        control POST api/lame-duck
    fi
}

resume() { # server|application
    runner=run
    if [ -z "$control_url" ]; then
        tell resume "$1"
    else
        control POST "$(control_path "$1" resume)"
    fi
}
