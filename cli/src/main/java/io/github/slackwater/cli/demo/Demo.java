package io.github.slackwater.cli.demo;

import io.github.slackwater.cli.demo.ServerNode.Administration;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.ServerException;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.Servers;
import io.github.slackwater.rig.WildFlyEdition;
import io.github.slackwater.rig.WildFlyEdition.Profile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Help.Ansi;

/** Runs both parts on a real server, and shows what they come to. */
public final class Demo {
    private static final System.Logger LOG = System.getLogger(Demo.class.getName());
    private static final long SIGNAL_MILLIS = 500;

    private final DemoOptions options;
    private final Screen screen;
    private final Artifacts artifacts;
    private final Path logs;
    private final CountDownLatch signalled = new CountDownLatch(1);

    private Demo(DemoOptions options, Screen screen, Artifacts artifacts) {
        this.options = options;
        this.screen = screen;
        this.artifacts = artifacts;
        this.logs = artifacts.logs();
    }

    /**
     * Blocks for about a minute. Starts a server and ends it again, also when this JVM is ended by a signal.
     *
     * @param terminal whether lines may be redrawn
     * @param ansi whether there are colours
     * @return whether the drained part lost nothing
     * @throws DemoFailure if it could not be carried through; the logs are kept then
     */
    public static boolean run(DemoOptions options, PrintWriter out, boolean terminal, Ansi ansi) {
        Artifacts artifacts = Artifacts.find();
        try (Screen screen = new Screen(out, terminal, ansi, System::nanoTime)) {
            return new Demo(options, screen, artifacts).run();
        }
    }

    private boolean run() {
        Thread hook = new Thread(this::onSignal, "demo-interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            boolean passed = show();
            removeQuietly(hook);
            return passed;
        } catch (RuntimeException e) {
            giveWayToASignal();
            removeQuietly(hook);
            screen.breakLine();
            throw failure(e);
        }
    }

    @SuppressWarnings("try") // What is printed elsewhere meanwhile goes to it.
    private boolean show() {
        try (ForeignOutput unused = ForeignOutput.to(logs);
                Node node = node()) {
            introduce(node);
            node.start();
            return node.parks() ? sideBySide(node) : drained(node);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("demo: interrupted", e);
        }
    }

    private boolean sideBySide(Node node) throws InterruptedException {
        OneNodeRun run = new OneNodeRun(screen, options, node);
        SideBySide parts = new SideBySide(run.without(), run.with());
        node.close();
        if (parts.passed()) {
            discardLogs();
        }
        new SideBySideConclusion(screen, parts, logs).show();
        return parts.passed();
    }

    private boolean drained(Node node) throws InterruptedException {
        LoadReport plain = new PlainRun(screen, options, node).run();
        DrainedRun.Outcome drained = new DrainedRun(screen, options, node).run();
        Comparison comparison = new Comparison(node.change(), plain, drained.load(), drained.late());
        node.close();
        if (comparison.passed()) {
            discardLogs();
        }
        new Conclusion(screen, comparison, logs).show();
        return comparison.passed();
    }

    private Node node() {
        Servers servers = Servers.in(artifacts.servers());
        ServerOptions server = ServerOptions.defaults()
                .httpThreads(Math.max(64, options.ratePerSecond() / 2))
                // No file of the JVM outside its folder.
                .jvmOption("-XX:-UsePerfData")
                .logsTo(logs);
        return switch (options.server()) {
            case PAYARA ->
                new ServerNode(
                        screen,
                        artifacts,
                        new Administration(
                                "Payara Server",
                                "asadmin deploy slackwater.ear",
                                "asadmin redeploy shop",
                                servers::startPayaraServer),
                        server);
            case WILDFLY ->
                new ServerNode(
                        screen,
                        artifacts,
                        new Administration(
                                "WildFly",
                                "jboss-cli: deploy slackwater.ear",
                                "jboss-cli: deploy --force shop.war",
                                all -> servers.startWildFly(WildFlyEdition.of("wildfly-37", Profile.DEFAULT), all)),
                        server);
            case MICRO -> new MicroNode(screen, artifacts, servers, server);
        };
    }

    private void introduce(Node node) {
        if (node.parks()) {
            screen.heading("Slackwater demo", ": a plain redeploy under load, without Slackwater and with it");
            screen.line("One real server and no balancer. %d requests/s, none sent twice, and every"
                    .formatted(options.ratePerSecond()));
            screen.line("answer is checked to its last byte.");
            screen.line("");
            return;
        }
        screen.heading("Slackwater demo", ": what replacing an application costs, plain and drained");
        screen.line("Sends %d requests/s to a real server, none twice, and checks every answer."
                .formatted(options.ratePerSecond()));
        screen.line("Its balancer asks for readiness every 0.2 s; while that is not 200, it sends");
        screen.line("to another server (not part of this demo: only counted).");
        screen.line("");
    }

    private void discardLogs() {
        if (!options.keepLogs()) {
            try {
                Artifacts.delete(logs);
            } catch (UncheckedIOException e) {
                LOG.log(System.Logger.Level.DEBUG, "A server that is ended still writes its log", e);
            }
        }
    }

    private DemoFailure failure(RuntimeException e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        try {
            Files.createDirectories(logs);
            Files.writeString(logs.resolve("failure.txt"), text.toString());
        } catch (IOException unwritable) {
            e.addSuppressed(unwritable);
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        boolean expected =
                e instanceof DemoFailure || e instanceof ServerException || e instanceof UncheckedIOException;
        return new DemoFailure((expected ? message : e.toString()) + "; see " + logs, e);
    }

    /** Ctrl-C: the rig ends the server, and deletes its files. */
    private void onSignal() {
        signalled.countDown();
        screen.mute("Interrupted: the server is ended, and nothing is left behind.");
        discardLogs();
    }

    /**
     * After a signal all that fails, fails because of it, and the JVM is about to end. A child process gets the signal of
     * Ctrl-C as well, and may fail before this JVM has begun its end.
     */
    private void giveWayToASignal() {
        try {
            if (signalled.await(SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
                discardLogs();
                new CountDownLatch(1).await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeQuietly(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            LOG.log(System.Logger.Level.DEBUG, "The JVM is ending", ending);
        }
    }
}
