package io.github.slackwater.cli.demo;

import io.github.slackwater.rig.RunningServer;
import io.github.slackwater.rig.ServerOptions;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server that takes commands while it runs: everything is done to it as its administrator does it. */
final class ServerNode implements Node {
    private static final String SHOP = "shop";

    /**
     * How a server is called, and the commands that are shown.
     *
     * @param deploy the command that deploys Slackwater
     * @param redeploy the one that redeploys the shop
     */
    record Administration(String name, String deploy, String redeploy, Function<ServerOptions, RunningServer> start) {}

    private final Screen screen;
    private final Artifacts artifacts;
    private final Administration administration;
    private final ServerOptions options;
    private @Nullable RunningServer server;

    ServerNode(Screen screen, Artifacts artifacts, Administration administration, ServerOptions options) {
        this.screen = screen;
        this.artifacts = artifacts;
        this.administration = administration;
        this.options = options.property("slackwater.server-gate", "on");
    }

    @Override
    public String change() {
        return "redeploy";
    }

    @Override
    public boolean parks() {
        return true;
    }

    @Override
    public URI http(String path) {
        return server().http(path);
    }

    @Override
    public void start() {
        Screen.Step step = screen.startingStep(administration.name() + " starts, with shop.war");
        RunningServer started = administration.start().apply(options.deploy(SHOP, artifacts.shop()));
        server = started;
        step.done("pid " + started.pid());
    }

    /** The plain command of the server, and nothing else. */
    @Override
    public void installSlackwater() {
        Screen.Step ear = screen.step(administration.deploy());
        server().deploy("slackwater", artifacts.ear());
        ear.done();
    }

    @Override
    public void change(Traffic traffic) {
        Screen.Step step = traffic.step(administration.redeploy());
        server().redeploy(SHOP, artifacts.shop());
        traffic.done(step);
    }

    @Override
    public Operator operator() {
        return Operator.connect(server());
    }

    private RunningServer server() {
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
