package io.github.slackwater.cli.redeploy;

/** How a redeploy has ended. The numbers are those of the scripts, and never change their meaning. */
public enum RedeployCode implements Coded {
    DONE(0, "The new version is deployed, verified, and serves."),
    FAILED(1, "Failed unexpectedly; --verbose shows the stack."),
    USAGE(2, "The command line is wrong."),
    TIMED_OUT(3, "The drain timed out; nothing was deployed."),
    CANCELLED(4, "The drain was cancelled by somebody's resume; nothing was deployed."),
    NO_CONNECTION(5, "No connection to the server or to Slackwater."),
    REFUSED(6, "The credentials were refused."),
    NOT_DEPLOYED(7, "The application or Slackwater is not deployed there."),
    BUSY(8, "Somebody else is at work on this server, which the message names, or an earlier run was killed."),
    NOT_SERVING(9, "The server or the application is not SERVING (--join goes on from there)."),
    NEW_VERSION_REFUSED(10, "The server refused the new version; the previous one is there and answers."),
    WRONG_ANSWER(11, "The new version did not answer as expected; the previous one is back and answers."),
    NO_GOOD_VERSION(12, "The redeploy failed, and no version is there that is known to be good."),
    NOT_OPENED(13, "The new version is deployed and verified, but could not be opened."),
    NOT_SAVED(14, "The deployed version cannot be saved (--previous FILE, or --no-rollback)."),
    STOPPED(130, "Ctrl-C (SIGTERM: 143, SIGHUP: 129); the previous version is there.");

    private final int number;
    private final String meaning;

    RedeployCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
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
