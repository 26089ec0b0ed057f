package io.github.slackwater.cli.demo;

import io.github.slackwater.rig.LoadReport;

/** What the users lose when the shop is replaced as it is done everywhere, behind a balancer that asks for health. */
final class PlainRun {
    /** MicroProfile Health, which every Jakarta EE server of these days has. */
    static final String READINESS = "/health/ready";

    private final Screen screen;
    private final DemoOptions options;
    private final Node node;

    PlainRun(Screen screen, DemoOptions options, Node node) {
        this.screen = screen;
        this.options = options;
        this.node = node;
    }

    LoadReport run() throws InterruptedException {
        screen.line("");
        screen.heading("1 Plain " + node.change(), ": no Slackwater; the balancer asks Payara's own " + READINESS);
        try (Traffic traffic = Traffic.start(screen, options, node.http("/shop"), node.http(READINESS))) {
            traffic.flow("load: GET, POST, slow and async requests", options.half());
            node.change(traffic);
            return traffic.flowOut("load goes on, to the last answer", options.half());
        }
    }
}
