package io.github.slackwater.cli.demo;

import java.net.URI;

/** The one server of the demo, and what an administrator does to it. All methods show their steps and block. */
interface Node extends AutoCloseable {
    /** What is shown on it: {@code redeploy} or {@code restart}. */
    String change();

    /** Whether Slackwater holds requests there while the shop is replaced; else a balancer has to look elsewhere. */
    boolean parks();

    /** An address on it; valid once it has started. */
    URI http(String path);

    /** Starts it with the shop, and without Slackwater. */
    void start();

    /** Puts Slackwater beside the shop; the shop's archive stays as it is. */
    void installSlackwater();

    /** What costs requests: replaces the running shop, as an administrator does it every day. */
    void change(Traffic traffic);

    /** Slackwater on it, as it runs now. */
    Operator operator();

    @Override
    void close();
}
