package io.github.slackwater.cli.demo;

import io.github.slackwater.cli.demo.SideBySide.Part;
import io.github.slackwater.rig.LoadReport;
import io.github.slackwater.rig.Pauses;
import io.github.slackwater.rig.Pauses.Pause;
import java.util.function.LongSupplier;

/** One node without a balancer: load, the plain redeploy, and the load until its last answer. Twice the same. */
final class OneNodeRun {
    private final Screen screen;
    private final DemoOptions options;
    private final Node node;

    OneNodeRun(Screen screen, DemoOptions options, Node node) {
        this.screen = screen;
        this.options = options;
        this.node = node;
    }

    Part without() throws InterruptedException {
        screen.line("");
        screen.heading("1 Without Slackwater", "");
        return run(() -> 0);
    }

    Part with() throws InterruptedException {
        screen.line("");
        screen.heading("2 With Slackwater", ": shop.war is the same, and so is the command");
        node.installSlackwater();
        try (Operator operator = node.operator()) {
            String adapter = operator.lifecycle().status().adapter();
            if (!adapter.startsWith("server gate")) {
                throw new DemoFailure("adapter: %s (expected the server gate)".formatted(adapter));
            }
            return run(operator.lifecycle()::getParkedTotal);
        }
    }

    private Part run(LongSupplier parked) throws InterruptedException {
        Pauses pauses = new Pauses();
        try (Traffic traffic = Traffic.start(screen, options, node.http("/shop"), pauses, parked)) {
            traffic.flow("load: GET, POST, slow and async requests", options.half());
            pauses.begin();
            node.change(traffic);
            LoadReport report = traffic.flowOut("load goes on, to the last answer", options.half());
            Pause pause = pauses.end();
            return new Part(report, pause, parked.getAsLong());
        }
    }
}
