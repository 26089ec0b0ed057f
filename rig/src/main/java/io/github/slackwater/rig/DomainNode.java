package io.github.slackwater.rig;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * One of the servers that an engine for many of them has started.
 *
 * @param name as the engine calls it
 * @param target what a deployment names to get to this server alone: its server group, or the server itself
 * @param server such as {@code WildFly 39.0.1.Final}
 * @param http its HTTP listener
 * @param jmxUrl of its own JMX connector, which asks for the admin user
 * @param jmxEnvironment what a JMX client has to be given besides user and password
 * @param log while the domain lives
 */
public record DomainNode(
        String name, String target, String server, URI http, String jmxUrl, Map<String, ?> jmxEnvironment, Path log) {

    /** Of the {@link #jmxUrl()}. */
    public String user() {
        return Administrator.USER;
    }

    /** Of the {@link #jmxUrl()}. */
    public String password() {
        return Administrator.PASSWORD;
    }
}
