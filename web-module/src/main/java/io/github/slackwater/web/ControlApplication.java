package io.github.slackwater.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** Control over HTTP; {@link ControlGuard} decides who gets here. */
@ApplicationPath("api")
public class ControlApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ServerResource.class, ApplicationsResource.class, JsonResolver.class, ProblemMapper.class);
    }

    /** Jersey offers a WADL, which needs JAXB and says nothing that the documentation does not say. */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of("jersey.config.server.wadl.disableWadl", true);
    }
}
