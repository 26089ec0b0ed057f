# shellcheck shell=sh
# The command line that payara-redeploy and wildfly-redeploy share.

name='' archive='' url='' expect_status=200 expect_text='' verify_timeout=30
scope=application application='' drain_timeout=60 stragglers=fail keep_others_ready=no join=no ignore_lease=no
on_failure=serve previous='' rollback=yes extra=''
slackwater='' jmx='' pid='' control_url='' token_file='' insecure=no
dry_run=no

program=${0##*/}
step='' number=0 steps=7
work='' lock='' keep_work=no      # folders of this run
child='' stopped='' interrupted=no ending=no signal_name=''
changed=no                        # whether the state of the server is ours to settle
deploying=no                      # whether a redeploy has begun
untouched=no                      # whether it has failed before the previous version was stopped
identity='' found='' status_before='' status=000 answer='' of_server='' of_application='' at_work=''

say() {
    printf '%s  %-9s %s\n' "$(date +%H:%M:%S)" "$step" "$*"
}

complain() {
    printf '%s: %s\n' "$program" "$*" >&2
}

usage_error() {
    complain "$* ($program --help tells all)"
    exit 2
}

now() {
    date +%s
}

# One word as a shell reads it.
quoted() {
    case $1 in
        '' | *[!A-Za-z0-9@%+=:,./_-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
        *) printf '%s' "$1" ;;
    esac
}

# A command line as one could type it.
shown() {
    line=''
    for word in "$@"; do
        line="$line $(quoted "$word")"
    done
    printf '%s' "${line# }"
}

common_usage() {
    cat << 'END'
Which application, and how to know the new version
  --name NAME              the application, as the server lists it
  --archive FILE           the new version
  --url URL                asked after the redeploy; on this server itself, not on the balancer
  --expect-status N        the answer that shows a good version (200)
  --expect-text TEXT       must be in that answer: best, the number of the new version
  --verify-timeout SECONDS how long a version may take until it answers so (30)
  --insecure               accept any certificate of URL and of --control-url

What is closed, and for how long
  --scope application      close this application only (default). From the redeploy until the new version is verified
                           the whole server says that it is not ready, and serves everything else all the same: a new
                           application comes up open, and this keeps the balancer from sending users to it
  --scope server           close the whole server
  --keep-others-ready      with --scope application: the server stays ready; the new version then serves users before it
                           is verified
  --application NAME       the name that Slackwater knows: the context path without its slash, or ROOT. Without it the
                           server is asked
  --drain-timeout SECONDS  how long requests in flight may take (60)
  --stragglers fail|cut    what if they take longer: give up (default), or redeploy all the same
  --join                   go on from a drain that is under way, such as an earlier run left; resume at the end
  --ignore-lease           go on although somebody says that they are at work on the server, as "slackwater rolling" does

What if it fails
  --on-failure serve       open again, with whatever version is there (default)
  --on-failure stay-drained
                           leave the application closed, and nobody sent to it, until somebody resumes
  --previous FILE          the version to put back. Without it the deployed one is saved first
  --no-rollback            put nothing back

How Slackwater is reached: its command, else control over HTTP
  --slackwater FILE        slackwater.jar, or the slackwater command. Without it: the jar of this checkout, slackwater.jar
                           beside this script, slackwater in PATH
  --jmx ADDRESS            the server's JMX, where it is not as expected
  --pid PID                instead: the server's process, on this machine, of this user
  --control-url URL        instead of all these: http://HOST:PORT/slackwater, by curl
  --token-file FILE        for --control-url: its first line is the value of slackwater.control.token

  --dry-run                print each step with its commands, and do nothing
  --help                   this text
END
}

exit_codes() {
    cat << 'END'
Exit codes
    0  the new version is deployed, verified, and serves
    1  failed unexpectedly, or a tool is missing here
    2  the command line is wrong
    3  the drain timed out; nothing was deployed
    4  the drain was cancelled by somebody's resume; nothing was deployed
    5  no connection to the server or to Slackwater
    6  credentials or token refused
    7  the application or Slackwater is not deployed there
    8  somebody else is at work on this server, which the message names, or an earlier run was killed
    9  the server or the application is not SERVING (--join goes on from there)
   10  the server refused the new version; the previous one is there and answers
   11  the new version did not answer as expected; the previous one is back and answers
   12  the redeploy failed, and no version is there that is known to be good
   13  the new version is deployed and verified, but could not be opened
   14  the deployed version cannot be saved (--previous FILE, or --no-rollback)
  129, 130, 143  stopped by SIGHUP, Ctrl-C, SIGTERM; the previous version is there
END
}

within() { # OPTION VALUE FROM TO
    case $2 in
        '' | *[!0-9]* | ??????*) usage_error "$1: $2 (expected $3..$4)" ;;
    esac
    if [ "$2" -lt "$3" ] || [ "$2" -gt "$4" ]; then
        usage_error "$1: $2 (expected $3..$4)"
    fi
}

readable() { # OPTION FILE
    if [ ! -f "$2" ] || [ ! -r "$2" ]; then
        usage_error "$1: $2 (expected a file that can be read)"
    fi
}

one_of() { # OPTION VALUE CHOICES...
    option=$1 value=$2
    shift 2
    for choice in "$@"; do
        [ "$value" != "$choice" ] || return 0
    done
    usage_error "$option: $value (expected $(printf '%s' "$*" | sed 's/ / or /g'))"
}

parse() {
    while [ $# -gt 0 ]; do
        case $1 in
            --) shift; break ;;
            --?*=*)
                option=${1%%=*} value=${1#*=}
                shift
                set -- "$option" "$value" "$@"
                ;;
        esac
        words=2
        case $1 in
            -h | --help) help; exit 0 ;;
            --dry-run) dry_run=yes words=1 ;;
            --keep-others-ready) keep_others_ready=yes words=1 ;;
            --join) join=yes words=1 ;;
            --ignore-lease) ignore_lease=yes words=1 ;;
            --no-rollback) rollback=no words=1 ;;
            --insecure) insecure=yes words=1 ;;
            *)
                value=${2-}
                words=0
                server_option "$1" "$value" || words=$?
                if [ "$words" -eq 0 ]; then
                    words=2
                    common_option "$1" "$value"
                fi
                ;;
        esac
        [ $# -ge "$words" ] || usage_error "$1: no value (expected one after it)"
        shift "$words"
    done
    for word in "$@"; do
        extra="$extra $(quoted "$word")"
    done
}

common_option() {
    case $1 in
        --name) name=$2 ;;
        --archive) archive=$2 ;;
        --url) url=$2 ;;
        --expect-status) expect_status=$2 ;;
        --expect-text) expect_text=$2 ;;
        --verify-timeout) verify_timeout=$2 ;;
        --scope) scope=$2 ;;
        --application) application=$2 ;;
        --drain-timeout) drain_timeout=$2 ;;
        --stragglers) stragglers=$2 ;;
        --on-failure) on_failure=$2 ;;
        --previous) previous=$2 ;;
        --slackwater) slackwater=$2 ;;
        --jmx) jmx=$2 ;;
        --pid) pid=$2 ;;
        --control-url) control_url=${2%/} ;;
        --token-file) token_file=$2 ;;
        *) usage_error "$1: no such option" ;;
    esac
}

check_options() {
    case $application in
        *[!A-Za-z0-9._~/-]*) usage_error "--application: $application (expected a context path without its first slash, or ROOT)" ;;
    esac
    [ -n "$name" ] || usage_error '--name is missing (expected the name of the application on the server)'
    case $name in
        *[!A-Za-z0-9._:+-]*) usage_error "--name: $name (expected letters, digits and . _ : + -)" ;;
    esac
    [ -n "$archive" ] || usage_error '--archive is missing (expected the file of the new version)'
    readable --archive "$archive"
    [ -n "$url" ] || usage_error '--url is missing (expected an address at which the new version answers)'
    case $url in
        http://?* | https://?*) ;;
        *) usage_error "--url: $url (expected http://... or https://...)" ;;
    esac
    within --expect-status "$expect_status" 100 599
    within --verify-timeout "$verify_timeout" 1 86400
    within --drain-timeout "$drain_timeout" 1 86400
    one_of --scope "$scope" application server
    one_of --stragglers "$stragglers" fail cut
    one_of --on-failure "$on_failure" serve stay-drained
    if [ -n "$previous" ]; then
        readable --previous "$previous"
        [ "$rollback" = yes ] || usage_error "--previous and --no-rollback (expected one of the two)"
    fi
    if [ -n "$control_url" ]; then
        [ -n "$token_file" ] || usage_error '--token-file is missing (expected with --control-url)'
        readable --token-file "$token_file"
        [ -z "$jmx$pid$slackwater" ] || usage_error "--control-url with --jmx, --pid or --slackwater (expected one way)"
    elif [ -n "$token_file" ]; then
        usage_error '--control-url is missing (expected with --token-file)'
    fi
    [ -z "$jmx" ] || [ -z "$pid" ] || usage_error "--jmx: $jmx and --pid: $pid (expected one of the two)"
    archive=$(absolute "$archive")
    [ -z "$previous" ] || previous=$(absolute "$previous")
}

absolute() {
    case $1 in
        /*) printf '%s' "$1" ;;
        *) printf '%s/%s' "$PWD" "$1" ;;
    esac
}

missing_tool() {
    complain "$*"
    exit 1
}
