# zsh -f complete.zsh SCRIPT FOLDER LINE...: types each LINE and a tab into an interactive zsh that has sourced SCRIPT, and prints
# what is offered for it, one line each.
setup=$2/setup offered=$2/offered
cat >$setup <<EOF
PS1=
autoload -Uz compinit && compinit -u -d $2/dump
source $1
# What completes calls it with all that it offers.
compadd() {
    local -a hits
    builtin compadd -O hits "\$@"
    print -rn -- "\$hits " >>$offered
    builtin compadd "\$@"
}
end-of-line-typed() { print >>$offered; BUFFER= }
zle -N end-of-line-typed
bindkey '^X' end-of-line-typed
print ready >>$offered
EOF
: >$offered

await() {
    local tries=0
    until (($(wc -l <$offered) >= $1)); do
        if ((++tries > 600)); then
            print -u2 "no answer to: $2"
            exit 1
        fi
        sleep 0.05
    done
}

zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "source $setup"
await 1 setup
lines=1
shift 2
for line; do
    zpty -n -w shell "$line"$'\t\x18'
    await $((++lines)) "$line"
done
zpty -d shell
tail -n +2 $offered
