package io.github.slackwater.web;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who may control the server over HTTP: a caller who has the role {@link #ROLE}, or who shows the token configured as
 * {@link #TOKEN_KEY}. Where a request comes from proves nothing: a proxy on the same host makes everyone loopback.
 *
 * <p>Without a token everyone else gets 403, whatever they sent: control may be off altogether, and nobody learns whether a
 * password was right. With a token everyone else gets 401 with {@code WWW-Authenticate: Bearer}.
 */
final class Access {

    static final String ROLE = "slackwater-admin";
    static final String TOKEN_KEY = "slackwater.control.token";

    /** How to turn control on; also the one line in the log. */
    static final String HOW_TO_TURN_ON =
            "HTTP control is off. To turn it on, give a user of the server the role " + ROLE
                    + " (Payara: asadmin create-file-user --groups " + ROLE + " NAME), or set " + TOKEN_KEY
                    + " (environment: SLACKWATER_CONTROL_TOKEN) and send it as \"Authorization: Bearer ...\"";

    private final UnaryOperator<@Nullable String> configuration;

    /**
     * Makes the rule.
     *
     * @param configuration gives the value of a key; asked at each request, so a token can be changed while we run
     */
    Access(UnaryOperator<@Nullable String> configuration) {
        this.configuration = configuration;
    }

    /** The one who asks. */
    interface Caller {
        /** Whether the server knows this caller already and has given it the role. */
        boolean isAdmin();

        /** The {@code Authorization} header. */
        @Nullable
        String authorization();

        /** Whether the server accepts the password and gives that user the role. */
        boolean isAdmin(String user, String password);
    }

    /** Why the caller may not, or null if it may. */
    @Nullable
    Problem refusal(Caller caller) {
        String token = configuration.apply(TOKEN_KEY);
        boolean tokenSet = token != null && !token.isBlank();
        if (caller.isAdmin()) {
            return null;
        }
        Credentials credentials = Credentials.of(caller.authorization());
        if (credentials instanceof Credentials.Basic basic && caller.isAdmin(basic.user(), basic.password())) {
            return null;
        }
        if (!tokenSet) {
            return new Problem(
                    403,
                    credentials instanceof Credentials.Basic
                            ? "This user name and password do not give the role " + ROLE + ". " + HOW_TO_TURN_ON
                            : HOW_TO_TURN_ON);
        }
        if (credentials instanceof Credentials.Bearer bearer && bearer.matches(token.strip())) {
            return null;
        }
        return new Problem(
                401,
                credentials instanceof Credentials.None
                        ? "credentials: none (expected \"Authorization: Bearer\" with the token, or \"Basic\" with a user"
                                + " who has the role " + ROLE + ")"
                        : "credentials: not accepted (expected the token, or a user who has the role " + ROLE + ")");
    }
}
