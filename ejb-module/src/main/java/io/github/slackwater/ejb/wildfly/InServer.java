package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.ejb.ServerGate;

/** What links to WildFly's own classes, as seen from here, where nothing may. Public only because its loader is another. */
public interface InServer {

    /**
     * Installs the gate.
     *
     * @param guards is told of the applications that are covered
     * @throws RuntimeException or a {@link LinkageError}, if the server is not as expected; call {@link #remove} then
     */
    void install(Guards guards, ServerGate gate);

    /**
     * Takes back what was installed, be it complete or not. Blocks nobody.
     *
     * @param gatesStay whether requests go on to be asked for
     */
    void remove(boolean gatesStay);
}
