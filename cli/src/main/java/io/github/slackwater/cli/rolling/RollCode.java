package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.Coded;
import io.github.slackwater.cli.redeploy.RedeployCode;

/** How a roll has ended. Scripts rely on the numbers: one never changes its meaning. */
public enum RollCode implements Coded {
    DONE(0, "Every node that could be reached has the new version, and serves."),
    FAILED(1, "Failed unexpectedly; --verbose shows the stack."),
    USAGE(2, "The command line or the fleet file is wrong."),
    NO_CONNECTION(5, "A node could not be reached; nothing was changed."),
    REFUSED(6, "A node refused the credentials; nothing was changed."),
    NOT_DEPLOYED(7, "The application or Slackwater is not deployed on a node; nothing was changed."),
    BUSY(8, "Somebody else is at work on a node, or on this journal; the message says who."),
    NOT_SERVING(9, "A node does not serve; nothing was changed."),
    ROLLED_BACK(10, "The roll failed; what was changed was put back, and every node has the version of before."),
    MIXED(11, "The roll failed, or was put back in part; nodes have different versions, and all of them serve."),
    NOT_GOOD(12, "A node is not known to serve; the message names it."),
    UNFINISHED(
            13,
            "The journal is of a roll that has not ended (--resume, or --roll-back), or there is none to go on with."),
    CHANGED(14, "The fleet file, the archive or the expectation is not that of the journal."),
    STOPPED(130, "Ctrl-C (SIGTERM: 143, SIGHUP: 129); every node serves, --resume goes on.");

    private final int number;
    private final String meaning;

    RollCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** What ends a roll before a node was begun, where a look at one ends so. */
    static RollCode of(RedeployCode code) {
        return switch (code) {
            case NO_CONNECTION -> NO_CONNECTION;
            case REFUSED -> REFUSED;
            case NOT_DEPLOYED -> NOT_DEPLOYED;
            case NOT_SERVING -> NOT_SERVING;
            case USAGE -> USAGE;
            default -> FAILED;
        };
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
