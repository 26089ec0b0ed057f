package io.github.slackwater.web;

import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import jakarta.json.Json;
import java.util.HashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a load balancer may send requests to the server, or to one application on it.
 *
 * @param name {@code server}, or the application's name
 * @param state the state that decides; null where there is no such MBean (yet): the application may be in the middle of a
 *     redeploy
 * @param inFlight its requests in flight; 0 where the state is null
 */
record Readiness(String name, @Nullable State state, int inFlight) {

    private static final System.Logger LOG = System.getLogger(Readiness.class.getName());

    private static final String STATE = "State";
    private static final String ACTIVE_REQUESTS = "ActiveRequests";

    static Readiness ofServer(MBeanServer mbeans) {
        return read(mbeans, LifecycleMBeans.SERVER, "server");
    }

    /** An application is ready while both it and the server are serving. */
    static Readiness ofApplication(MBeanServer mbeans, String name) {
        Readiness own = read(mbeans, LifecycleMBeans.application(name), name);
        if (own.state != State.SERVING) {
            return own;
        }
        return new Readiness(name, ofServer(mbeans).state, own.inFlight);
    }

    /** One call for both figures, so that an MBean that goes in between gives none of them. */
    private static Readiness read(MBeanServer mbeans, ObjectName mbean, String name) {
        try {
            Map<String, Object> values = new HashMap<>();
            for (Attribute attribute : mbeans.getAttributes(mbean, new String[] {STATE, ACTIVE_REQUESTS})
                    .asList()) {
                values.put(attribute.getName(), attribute.getValue());
            }
            if (values.get(STATE) instanceof String state && values.get(ACTIVE_REQUESTS) instanceof Integer inFlight) {
                return new Readiness(name, State.valueOf(state), inFlight);
            }
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} gave only {1}", mbean, values);
        } catch (InstanceNotFoundException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: no MBean {0}", mbean);
        } catch (ReflectionException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: no answer from " + mbean, e);
        }
        return new Readiness(name, null, 0);
    }

    /**
     * The HTTP status that says so.
     *
     * @param draining404 whether an announced or ongoing drain is told apart by 404, as HAProxy's {@code http-check
     *     disable-on-404} wants it: no new clients, but persistent ones are still sent
     */
    int status(boolean draining404) {
        if (state == State.SERVING) {
            return 200;
        }
        return state != null && draining404 ? 404 : 503;
    }

    String toJson() {
        return Json.createObjectBuilder()
                .add("name", Shown.of(name))
                .add("state", state == null ? "UNKNOWN" : state.name())
                .add("inFlight", inFlight)
                .build()
                .toString();
    }
}
