package io.github.slackwater.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to start a server. Immutable; each method returns a changed copy.
 *
 * @param jvmOptions after the rig's own ({@code -Xmx512m -XX:TieredStopAtLevel=1}), so that they win
 * @param properties system properties of the server
 * @param libraries jars that every application sees
 * @param commands of {@code jboss-cli}, run at the start before anything is deployed; for WildFly only
 * @param deployments archives by application name, deployed at the start in this order
 * @param httpPort of the HTTP listener, 1..65535; 0: one that is free
 * @param httpThreads most threads of the HTTP listener, 5..1000; Payara's own default is 5, which a handful of slow
 *     requests fills, so that a test would measure a queue
 * @param startTimeout bound of the start
 * @param logDirectory where the log goes when the server is closed; null: deleted with the rest
 */
public record ServerOptions(
        List<String> jvmOptions,
        Map<String, String> properties,
        List<Path> libraries,
        List<String> commands,
        Map<String, Path> deployments,
        int httpPort,
        int httpThreads,
        Duration startTimeout,
        @Nullable Path logDirectory) {

    public ServerOptions {
        jvmOptions = List.copyOf(jvmOptions);
        properties = Map.copyOf(properties);
        libraries = List.copyOf(libraries);
        commands = List.copyOf(commands);
        deployments = new LinkedHashMap<>(deployments);
        if (httpPort < 0 || httpPort > 65_535) {
            throw new IllegalArgumentException("httpPort: " + httpPort + " (expected 0..65535)");
        }
        if (httpThreads < 5 || httpThreads > 1_000) {
            throw new IllegalArgumentException("httpThreads: " + httpThreads + " (expected 5..1000)");
        }
    }

    /** Nothing deployed, 64 HTTP threads, 120 s for the start. */
    public static ServerOptions defaults() {
        return new ServerOptions(
                List.of(), Map.of(), List.of(), List.of(), Map.of(), 0, 64, Duration.ofMinutes(2), null);
    }

    public ServerOptions jvmOption(String option) {
        List<String> more = new ArrayList<>(jvmOptions);
        more.add(option);
        return new ServerOptions(
                more, properties, libraries, commands, deployments, httpPort, httpThreads, startTimeout, logDirectory);
    }

    /** Such as {@code slackwater.when-draining} and {@code park}. */
    public ServerOptions property(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(name, value);
        return new ServerOptions(
                jvmOptions, more, libraries, commands, deployments, httpPort, httpThreads, startTimeout, logDirectory);
    }

    /**
     * Puts a jar on every application: {@code domain/lib} on Payara Server, as by {@code --addLibs} on Micro. On Open
     * Liberty it is a BELL, since that looks for initializers of web applications in no other library.
     */
    public ServerOptions library(Path jar) {
        List<Path> more = new ArrayList<>(libraries);
        more.add(jar);
        return new ServerOptions(
                jvmOptions, properties, more, commands, deployments, httpPort, httpThreads, startTimeout, logDirectory);
    }

    /** Has WildFly configured by one more command, before anything is deployed. */
    public ServerOptions command(String command) {
        List<String> more = new ArrayList<>(commands);
        more.add(command);
        return new ServerOptions(
                jvmOptions,
                properties,
                libraries,
                more,
                deployments,
                httpPort,
                httpThreads,
                startTimeout,
                logDirectory);
    }

    /** Deploys at the start; the context root of a WAR is the name. */
    public ServerOptions deploy(String name, Path archive) {
        Map<String, Path> more = new LinkedHashMap<>(deployments);
        more.put(name, archive);
        return new ServerOptions(
                jvmOptions, properties, libraries, commands, more, httpPort, httpThreads, startTimeout, logDirectory);
    }

    /** A port that is known to be free, such as the one of a server that has just ended. */
    public ServerOptions httpPort(int port) {
        return new ServerOptions(
                jvmOptions,
                properties,
                libraries,
                commands,
                deployments,
                port,
                httpThreads,
                startTimeout,
                logDirectory);
    }

    public ServerOptions httpThreads(int most) {
        return new ServerOptions(
                jvmOptions, properties, libraries, commands, deployments, httpPort, most, startTimeout, logDirectory);
    }

    public ServerOptions startTimeout(Duration bound) {
        return new ServerOptions(
                jvmOptions, properties, libraries, commands, deployments, httpPort, httpThreads, bound, logDirectory);
    }

    /** Keeps the log of each server in this directory when it is closed. */
    public ServerOptions logsTo(Path directory) {
        return new ServerOptions(
                jvmOptions,
                properties,
                libraries,
                commands,
                deployments,
                httpPort,
                httpThreads,
                startTimeout,
                directory);
    }

    /** The command line's part that comes from here. */
    List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
        arguments.addAll(jvmOptions);
        properties.forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        return arguments;
    }
}
