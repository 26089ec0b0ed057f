package io.github.slackwater.cli.redeploy;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of servers whose administration is known. */
public enum ServerKind {
    PAYARA("http://localhost:4848"),
    GLASSFISH("http://localhost:4848"),
    WILDFLY("http://localhost:9990");

    private final String usual;

    ServerKind(String usual) {
        this.usual = usual;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where its administration usually is. */
    public URI usualAddress() {
        return URI.create(usual);
    }

    /** What a server is whose JMX has these domains; empty for one that is not known. */
    public static Optional<ServerKind> of(Collection<String> jmxDomains) {
        if (jmxDomains.stream().anyMatch(domain -> domain.startsWith("jboss."))) {
            return Optional.of(WILDFLY);
        }
        return jmxDomains.stream().anyMatch(domain -> domain.equals("amx") || domain.startsWith("com.sun.appserv"))
                ? Optional.of(PAYARA)
                : Optional.empty();
    }

    /**
     * The administration of one application on such a server.
     *
     * @param address where it is
     * @param who null for nobody in particular
     * @param name of the application, as the server lists it
     * @param keepState whether sessions are to survive, on Payara
     */
    public Administration administration(
            URI address, @Nullable Administrator who, Web web, String name, boolean keepState) {
        return switch (this) {
            case PAYARA, GLASSFISH ->
                new PayaraAdministration(address, new PayaraRest(address, who, web), name, keepState);
            case WILDFLY -> new WildFlyAdministration(address, new WildFlyManagement(address, who, web), name);
        };
    }
}
