package io.github.slackwater.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> sends = new ArrayList<>();
    private volatile boolean nodeIsReady;
    private final Balancer balancer =
            new Balancer(() -> nodeIsReady, () -> sends.add("here"), () -> sends.add("elsewhere"));

    @AfterEach
    void close() {
        balancer.close();
    }

    @Test
    void sendsWhereTheLastAnswerLeads() {
        balancer.ask();
        assertThat(balancer.isReady()).isFalse();

        nodeIsReady = true;
        balancer.ask();
        assertThat(balancer.isReady()).isTrue();

        nodeIsReady = false;
        balancer.ask();
        assertThat(sends).containsExactly("elsewhere", "here", "elsewhere");
    }

    @Test
    void whoWaitsIsWokenWhenTheNodeIsReady() throws Exception {
        balancer.start();
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::awaitReady);
        nodeIsReady = true;

        assertThat(waiting.get()).isTrue();
    }

    @Test
    void whoWaitsForNothingIsTold() throws Exception {
        assertThat(balancer.awaitReady(Duration.ofMillis(1))).isFalse();

        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::awaitReady);
        balancer.close();
        assertThat(waiting.get()).isFalse();
    }

    @Test
    void anAnswerThatComesAfterTheEndChangesNothing() {
        nodeIsReady = true;
        balancer.close();
        balancer.ask();

        assertThat(sends).isEmpty();
    }

    private boolean awaitReady() {
        try {
            return balancer.awaitReady(PATIENCE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
