package io.github.slackwater.rig;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * For a Payara Micro that somebody else starts: the arguments with which it listens on a free port of 127.0.0.1 and nowhere
 * else. The ports stay the same at every start.
 *
 * @param directory has the files that the arguments name; must be there as long as the server
 * @param jar the server, as Maven gave it
 * @param http an address on the HTTP listener
 * @param jmxPort the port of the JMX connector, on 127.0.0.1, once {@link #openJmx} has opened it
 * @param jvm arguments before {@code -jar}
 * @param micro arguments after the jar
 */
public record PayaraMicroArguments(
        Path directory, Path jar, URI http, int jmxPort, List<String> jvm, List<String> micro) {

    public PayaraMicroArguments {
        jvm = List.copyOf(jvm);
        micro = List.copyOf(micro);
    }

    /**
     * Searches ports, and puts the files that the arguments name into a directory.
     *
     * @throws IOException if they cannot be written
     */
    public static PayaraMicroArguments create(Servers servers, ServerOptions options, Path directory)
            throws IOException {
        int httpPort = Ports.free();
        return new PayaraMicroArguments(
                directory,
                servers.payaraMicroJar(),
                URI.create("http://127.0.0.1:" + httpPort + "/"),
                Ports.free(),
                options.jvmArguments(),
                PayaraMicro.loopbackArguments(directory, httpPort, options.httpThreads()));
    }

    /**
     * Opens the JMX connector of a server that was started with these arguments, and waits until it is open.
     *
     * @throws IOException if there is no such JVM, or it refuses
     * @throws ServerException if the server listens on other than loopback addresses
     */
    public void openJmx(long pid) throws IOException {
        JmxConnector.open(pid, Files.createTempDirectory(directory, "jmx-"), jmxPort, adminUser(), adminPassword());
        Startup.onlyLoopback(pid);
    }

    public String jmxUrl() {
        return LocalServer.jmxUrl(jmxPort);
    }

    public String adminUser() {
        return Administrator.USER;
    }

    public String adminPassword() {
        return Administrator.PASSWORD;
    }
}
