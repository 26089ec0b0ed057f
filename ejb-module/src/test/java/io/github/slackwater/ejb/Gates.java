package io.github.slackwater.ejb;

import io.github.slackwater.core.Configuration;
import io.github.slackwater.core.Timekeeper;
import java.util.Map;
import javax.management.MBeanServer;

/** Server gates for tests. */
public final class Gates {

    private Gates() {}

    /** A gate before nothing yet, with every default. */
    public static ServerGate none(MBeanServer mbeans, Timekeeper time) {
        return new ServerGate("test", mbeans, time, name -> Configuration.read(Map.<String, String>of()::get, name));
    }

    /** As when Slackwater goes. */
    public static void close(ServerGate gate) {
        gate.close();
    }
}
