package io.github.slackwater.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Control over HTTP; {@link ControlGuard} decides who gets here. */
@ApplicationPath("api")
public class ControlApplication extends Application {

    /** TomEE answers MicroProfile Health within each application, by this class; but not in one that lists its classes. */
    private static final String HEALTH_ON_TOMEE =
            "org.apache.tomee.microprofile.health.MicroProfileHealthChecksEndpoint";

    private static final System.Logger LOG = System.getLogger(ControlApplication.class.getName());

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> classes = new HashSet<>(Set.of(
                ServerResource.class,
                ApplicationsResource.class,
                JsonResolver.class,
                ProblemMapper.class,
                RuntimeProblemMapper.class));
        try {
            classes.add(Class.forName(HEALTH_ON_TOMEE, false, ControlApplication.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            LOG.log(System.Logger.Level.DEBUG, "Slackwater: {0} is not here", HEALTH_ON_TOMEE);
        }
        return classes;
    }

    /** Jersey offers a WADL, which needs JAXB and says nothing that the documentation does not say. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
