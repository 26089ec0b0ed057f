package io.github.slackwater.it.streams;

import java.util.UUID;

/** Which deployment this is. */
final class Version {

    /** New in each deployment, which has a class loader of its own. */
    static final String ID = UUID.randomUUID().toString();

    private Version() {}
}
