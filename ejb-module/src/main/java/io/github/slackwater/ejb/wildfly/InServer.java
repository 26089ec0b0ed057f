package io.github.slackwater.ejb.wildfly;

import io.github.slackwater.ejb.Departures;
import io.github.slackwater.ejb.ServerGate;

/** What links to WildFly's own classes, as seen from here, where nothing may. Public only because its loader is another. */
public interface InServer {

    /**
     * Installs the gate.
     *
     * @throws RuntimeException or a {@link LinkageError}, if the server is not as expected; call {@link #remove} then
     */
    void install(Departures departures, ServerGate gate);

    /**
     * Takes back what was installed, be it complete or not. Blocks nobody.
     *
     * @param gatesStay whether requests go on to be asked for
     */
    void remove(boolean gatesStay);
}
