package io.github.slackwater.cli.demo;

import io.github.slackwater.rig.DomainServer;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A Payara Server: everything is done to it by {@code asadmin}, while it runs. */
final class ServerNode implements Node {
    private static final String SHOP = "shop";

    private final Screen screen;
    private final Artifacts artifacts;
    private final Servers servers;
    private final ServerOptions options;
    private @Nullable DomainServer server;

    ServerNode(Screen screen, Artifacts artifacts, Servers servers, ServerOptions options) {
        this.screen = screen;
        this.artifacts = artifacts;
        this.servers = servers;
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
        Screen.Step step = screen.startingStep("Payara Server starts, with shop.war");
        server = servers.startPayaraServer(options.deploy(SHOP, artifacts.shop()));
        step.done("pid " + server.pid());
    }

    /** The plain command of the server, and nothing else. */
    @Override
    public void installSlackwater() {
        Screen.Step ear = screen.step("asadmin deploy slackwater.ear");
        server().deploy("slackwater", artifacts.ear());
        ear.done();
    }

    @Override
    public void change(Traffic traffic) {
        Screen.Step step = traffic.step("asadmin redeploy shop");
        server().redeploy(SHOP, artifacts.shop());
        traffic.done(step);
    }

    @Override
    public Operator operator() {
        return Operator.connect(server());
    }

    private DomainServer server() {
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
