package io.github.slackwater.cli.demo;

import io.github.slackwater.rig.PayaraMicro;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A Payara Micro: it takes no commands from outside, so a new version means a new process on the same port. */
final class MicroNode implements Node {
    private static final Duration STOP_BOUND = Duration.ofSeconds(60);

    private final Screen screen;
    private final Artifacts artifacts;
    private final Servers servers;
    private ServerOptions options;
    private @Nullable PayaraMicro server;

    MicroNode(Screen screen, Artifacts artifacts, Servers servers, ServerOptions options) {
        this.screen = screen;
        this.artifacts = artifacts;
        this.servers = servers;
        this.options = options.deploy("shop", artifacts.shop());
    }

    @Override
    public String change() {
        return "restart";
    }

    @Override
    public boolean parks() {
        return false;
    }

    @Override
    public URI http(String path) {
        return server().http(path);
    }

    @Override
    public void start() {
        Screen.Step step = screen.startingStep("Payara Micro starts, with shop.war");
        server = servers.startPayaraMicro(options);
        step.done("pid " + server.pid());
    }

    /** The shop is deployed first: when Slackwater says that it is ready, both are. */
    @Override
    public void installSlackwater() {
        Screen.Step step = screen.step("Payara Micro starts, with slackwater.war");
        server().close();
        options = options.deploy("slackwater", artifacts.war()).library(artifacts.filter());
        server = servers.startPayaraMicro(options);
        step.done("shop.war is unchanged");
    }

    @Override
    public void change(Traffic traffic) {
        int port = http("/").getPort();
        Screen.Step stop = traffic.step("kill -TERM " + server().pid());
        server().terminate(STOP_BOUND);
        server().close();
        traffic.done(stop);
        Screen.Step start = traffic.step("Payara Micro starts on the same port");
        server = servers.startPayaraMicro(options.httpPort(port));
        traffic.done(start);
    }

    @Override
    public Operator operator() {
        return Operator.connect(server());
    }

    private PayaraMicro server() {
        if (server == null) {
            throw new IllegalStateException("server: not started");
        }
        return server;
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
