package io.github.slackwater.it;

import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1Probe;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Plays the kubelet, and what is around it, for one pod: probes readiness as the manifest says and keeps the endpoints of the
 * Service accordingly. A pod that goes is taken from the endpoints some seconds later, in parallel with preStop and SIGTERM,
 * neither of which waits for the other (Kubernetes, "Pod Lifecycle", termination of Pods).
 */
final class Kubelet implements AutoCloseable {

    /** Until all nodes of a cluster know of an endpoint that has gone. */
    private static final Duration ENDPOINTS_LAG = Duration.ofSeconds(3);

    private static final String JAR_IN_THE_IMAGE = "/opt/slackwater/slackwater.jar";

    private final Manifest manifest;
    private final LaunchedServer pod;
    private final ClusterService service;
    private final InetSocketAddress endpoint;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    private int failures;
    private volatile boolean goes;

    /**
     * @param preStop the exit code of the command
     * @param preStopTook until that
     * @param exitCode of the server
     * @param took all of it
     */
    record Gone(int preStop, Duration preStopTook, int exitCode, Duration took) {}

    Kubelet(Manifest manifest, LaunchedServer pod, ClusterService service) {
        this.manifest = manifest;
        this.pod = pod;
        this.service = service;
        URI address = pod.server().http("/");
        this.endpoint = new InetSocketAddress(address.getHost(), address.getPort());
        V1Probe probe = manifest.readiness();
        ScheduledFuture<?> unused = threads.scheduleWithFixedDelay(
                this::probe, 0, Objects.requireNonNull(probe.getPeriodSeconds()), TimeUnit.SECONDS);
    }

    boolean isReady() {
        return service.has(endpoint);
    }

    private synchronized void probe() {
        if (goes) {
            return; // Its endpoint goes all the same, in its own time.
        }
        V1Probe probe = manifest.readiness();
        failures = isAnswered(probe) ? 0 : failures + 1;
        if (failures == 0 && !service.has(endpoint)) {
            service.add(endpoint);
        } else if (failures >= Objects.requireNonNull(probe.getFailureThreshold())) {
            service.remove(endpoint);
        }
    }

    private boolean isAnswered(V1Probe probe) {
        V1HTTPGetAction get = Objects.requireNonNull(probe.getHttpGet());
        int timeout = (int) TimeUnit.SECONDS.toMillis(Objects.requireNonNull(probe.getTimeoutSeconds()));
        try {
            HttpURLConnection connection = (HttpURLConnection) pod.server()
                    .http(Objects.requireNonNull(get.getPath()))
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(timeout);
            connection.setReadTimeout(timeout);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false; // Nobody answers: not ready.
        }
    }

    /** Has the pod go, and blocks until its process has ended; fails if that is not within the grace period. */
    Gone delete() throws IOException, InterruptedException {
        long start = System.nanoTime();
        goes = true;
        ScheduledFuture<?> unused =
                threads.schedule(() -> service.remove(endpoint), ENDPOINTS_LAG.toMillis(), TimeUnit.MILLISECONDS);
        int preStop = preStop();
        Duration preStopTook = since(start);
        int exitCode = pod.terminate(manifest.gracePeriod().minus(preStopTook));
        return new Gone(preStop, preStopTook, exitCode, since(start));
    }

    private int preStop() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (String word : manifest.preStop()) {
            command.add(
                    switch (word) {
                        case "java" ->
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString();
                        case JAR_IN_THE_IMAGE -> Artifacts.commandLineJar().toString();
                        default -> word;
                    });
        }
        // A pod has one server; this machine has several.
        command.add("--pid=" + pod.pid());
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(manifest.gracePeriod().toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + ": not done within the grace period");
        }
        return process.exitValue();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        service.remove(endpoint);
        pod.close();
    }
}
