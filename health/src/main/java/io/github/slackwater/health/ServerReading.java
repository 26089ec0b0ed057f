package io.github.slackwater.health;

import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.util.HashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;

/**
 * What the server's lifecycle MBean says now.
 *
 * @param state its state, or {@link #NOT_STARTED}
 * @param inFlight requests in flight; 0 when not started
 */
record ServerReading(String state, int inFlight) {

    /** The MBean is not there (yet), or did not answer. */
    static final String NOT_STARTED = "not started";

    private static final System.Logger LOG = System.getLogger(ServerReading.class.getName());

    private static final String STATE = "State";
    private static final String ACTIVE_REQUESTS = "ActiveRequests";

    /** Reads it. Never throws: a check that throws is DOWN without saying why, and some servers log a stack trace. */
    static ServerReading of(MBeanServer server) {
        try {
            Map<String, Object> values = new HashMap<>();
            for (Attribute attribute : server.getAttributes(
                            LifecycleMBeans.SERVER, new String[] {STATE, ACTIVE_REQUESTS})
                    .asList()) {
                values.put(attribute.getName(), attribute.getValue());
            }
            if (values.get(STATE) instanceof String state && values.get(ACTIVE_REQUESTS) instanceof Integer inFlight) {
                return new ServerReading(state, inFlight);
            }
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} gave only {1}", LifecycleMBeans.SERVER, values);
        } catch (JMException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: no answer from " + LifecycleMBeans.SERVER, e);
        }
        return new ServerReading(NOT_STARTED, 0);
    }

    /** Whether a load balancer may send requests here. */
    boolean isReady() {
        return state.equals(State.SERVING.name());
    }
}
