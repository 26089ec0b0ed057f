package io.github.slackwater.cli.redeploy;

/** Who administers. */
public record Administrator(String user, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return user;
    }
}
