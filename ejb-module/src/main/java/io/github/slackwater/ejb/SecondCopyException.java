package io.github.slackwater.ejb;

import io.github.slackwater.core.jmx.Home;

/** Another deployment of Slackwater runs in this JVM: there is one server to drain, so there is one who drains it. */
final class SecondCopyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SecondCopyException(String running) {
        super("Slackwater runs already, from " + running + "; this second copy, from " + Home.ofThisCode()
                + ", stays idle. Undeploy one of the two; where that is the first, redeploy the other after it");
    }
}
