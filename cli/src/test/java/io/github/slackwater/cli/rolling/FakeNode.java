package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.RedeployCode;
import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.RedeployReport;
import io.github.slackwater.cli.redeploy.Stop;
import io.github.slackwater.core.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A node in memory: its version is what its archive says; {@code broken} in it does not start, {@code sick} answers nothing. */
final class FakeNode implements RollNode {

    private static final List<String> STEPS = List.of("check", "save", "drain", "hide", "redeploy", "verify", "resume");

    private final String name;
    private final AtomicInteger away;
    private final AtomicInteger mostAway;
    final List<String> deployed = new ArrayList<>();
    volatile String version;
    volatile String contextRoot = "/of-its-own";
    volatile boolean closed;
    final AtomicInteger deployments = new AtomicInteger();
    volatile boolean reachable = true;

    volatile String leaseHolder = "";
    volatile Runnable atEachStep = () -> {};

    FakeNode(String name, String version, AtomicInteger away, AtomicInteger mostAway) {
        this.name = name;
        this.version = version;
        this.away = away;
        this.mostAway = mostAway;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String acquireLease(String holder, int seconds) {
        reach();
        if (leaseHolder.isEmpty()) {
            leaseHolder = holder;
        }
        return leaseHolder;
    }

    @Override
    public void releaseLease(String holder) {
        if (leaseHolder.equals(holder)) {
            leaseHolder = "";
        }
    }

    @Override
    public String check() {
        reach();
        if (closed) {
            throw new RedeployFailure(RedeployCode.NOT_SERVING, "application DRAINED (expected SERVING)");
        }
        return "is deployed";
    }

    private void reach() {
        if (!reachable) {
            throw new RedeployFailure(RedeployCode.NO_CONNECTION, "cannot connect to " + name);
        }
    }

    @Override
    public boolean isNew() {
        return serves() && version.startsWith("2");
    }

    @Override
    public boolean serves() {
        return reachable && !closed && !version.contains("sick") && !version.isEmpty();
    }

    @Override
    public String identity() {
        reach();
        return version.isEmpty() ? "" : version + "#" + deployments;
    }

    @Override
    public Version save(Path folder) {
        reach();
        try {
            return new Version(
                    Files.writeString(folder.resolve("previous.war"), version), Map.of("contextroot", contextRoot));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            atEachStep.run();
        }
    }

    @Override
    public void open() {
        reach();
        closed = false;
    }

    @Override
    public void forget(Set<Long> pids) {}

    @Override
    public RedeployReport deploy(
            Version wanted, @Nullable Version previous, boolean begun, Stop stop, Consumer<String> steps) {
        mostAway.accumulateAndGet(away.incrementAndGet(), Math::max);
        try {
            if (version.isEmpty()) {
                isThere(previous == null ? wanted : previous);
            }
            return deployed(read(wanted.archive()), previous, begun, stop, steps);
        } finally {
            away.decrementAndGet();
        }
    }

    private RedeployReport deployed(
            String wanted, @Nullable Version previous, boolean begun, Stop stop, Consumer<String> steps) {
        for (String step : STEPS) {
            steps.accept(step);
            atEachStep.run();
            switch (step) {
                case "check" -> {
                    reach();
                    if (closed && !begun) {
                        return report(RedeployCode.NOT_SERVING, step);
                    }
                }
                case "drain" -> closed = true;
                case "redeploy" -> {
                    boolean broken = wanted.contains("broken");
                    if (broken || stop.requested()) {
                        isThere(null);
                        atEachStep.run();
                        isThere(previous);
                        closed = false;
                        return report(broken ? RedeployCode.NEW_VERSION_REFUSED : RedeployCode.STOPPED, step);
                    }
                    version = wanted;
                    deployments.incrementAndGet();
                    deployed.add(wanted);
                    atEachStep.run();
                }
                case "resume" -> closed = false;
                default -> {}
            }
        }
        atEachStep.run();
        return report(RedeployCode.DONE, null);
    }

    private void isThere(@Nullable Version there) {
        version = there == null ? "" : read(there.archive());
        contextRoot = there == null ? "" : there.properties().getOrDefault("contextroot", "");
    }

    private RedeployReport report(RedeployCode code, @Nullable String step) {
        return new RedeployReport(
                code,
                code.number(),
                code.name(),
                List.of(),
                step,
                "shop",
                "",
                true,
                State.SERVING,
                closed ? State.DRAINED : State.SERVING,
                null,
                0,
                List.of());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}
}
