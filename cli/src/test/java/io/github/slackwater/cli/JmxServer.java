package io.github.slackwater.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.rmi.NoSuchObjectException;
import java.rmi.Remote;
import java.rmi.registry.LocateRegistry;
import java.rmi.server.RMIServerSocketFactory;
import java.rmi.server.UnicastRemoteObject;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.remote.JMXAuthenticator;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXPrincipal;
import javax.management.remote.JMXServiceURL;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/** A real JMX server in this JVM, with an RMI registry, on free ports of the loopback address. */
final class JmxServer implements AutoCloseable {

    private final LoopbackSockets registrySockets = new LoopbackSockets();
    private final Remote registry;
    private final JMXConnectorServer connector;

    /** Lets anyone in. */
    JmxServer(MBeanServer mbeans) throws IOException {
        this(mbeans, null);
    }

    JmxServer(MBeanServer mbeans, @Nullable JMXAuthenticator authenticator) throws IOException {
        this(mbeans, authenticator, 0);
    }

    /** @param port of the registry; 0 for one that is free, which is not free again when this is closed */
    JmxServer(MBeanServer mbeans, @Nullable JMXAuthenticator authenticator, int port) throws IOException {
        registry = LocateRegistry.createRegistry(port, null, registrySockets);
        Map<String, Object> settings = new HashMap<>();
        settings.put("jmx.remote.rmi.server.socket.factory", new LoopbackSockets());
        if (authenticator != null) {
            settings.put(JMXConnectorServer.AUTHENTICATOR, authenticator);
        }
        connector = JMXConnectorServerFactory.newJMXConnectorServer(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://" + address() + "/jmxrmi"), settings, mbeans);
        connector.start();
    }

    /** Lets in those who have this password. */
    static JMXAuthenticator password(String user, String password) {
        return given -> {
            if (given instanceof String[] pair && pair[0].equals(user) && pair[1].equals(password)) {
                Subject subject = new Subject();
                subject.getPrincipals().add(new JMXPrincipal(user));
                return subject;
            }
            throw new SecurityException("Authentication failed!");
        };
    }

    /** As {@code --jmx} takes it. */
    String address() {
        return "127.0.0.1:" + registrySockets.port;
    }

    /** Cuts every connection, as a server does that ends. */
    void stop() throws IOException {
        connector.stop();
    }

    @Override
    public void close() throws IOException {
        stop();
        try {
            UnicastRemoteObject.unexportObject(registry, true);
        } catch (NoSuchObjectException e) {
            throw new AssertionError("closed twice", e);
        }
    }

    private static final class LoopbackSockets implements RMIServerSocketFactory {
        int port;

        @Override
        public ServerSocket createServerSocket(int wanted) throws IOException {
            ServerSocket socket = new ServerSocket(wanted, 50, InetAddress.getLoopbackAddress());
            port = socket.getLocalPort();
            return socket;
        }
    }
}
