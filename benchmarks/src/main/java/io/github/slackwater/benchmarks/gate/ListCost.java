package io.github.slackwater.benchmarks.gate;

import io.github.slackwater.benchmarks.Ratio;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether it slows those that pass when 10,000 in flight are listed ten times a second: the processor time of a request, in one JVM, with
 * lists and without in turn. Who waits for a core has no part in it, nor what the JIT makes of one start.
 */
final class ListCost {

    private static final int CROWD = 10_000;
    private static final int PAIRS = 60;
    private static final int BATCH = 20_000;
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long BETWEEN_LISTS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Peer gate = new SlackwaterPeer();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private volatile boolean listing;

    private ListCost() {}

    /**
     * Runs it, in about a minute.
     *
     * @param arguments how many threads pass, 1 if none is given; the first of them is measured
     */
    public static void main(String[] arguments) {
        int passing = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        ListCost cost = new ListCost();
        for (int i = 0; i < CROWD; i++) {
            cost.gate.enter();
        }
        start(cost::list);
        for (int i = 1; i < passing; i++) {
            start(() -> cost.pass(Long.MAX_VALUE));
        }
        System.out.printf(
                "Processor time of a request, with lists to without, %d threads, %d pairs: %s%n",
                passing, PAIRS, Ratio.of(List.of(cost.ratios())));
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    private void list() {
        while (true) {
            if (listing && gate.list() < CROWD) {
                throw new IllegalStateException("the list is too short");
            }
            LockSupport.parkNanos(BETWEEN_LISTS);
        }
    }

    private List<Double> ratios() {
        double unused = nanos(false);
        List<Double> ratios = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean withFirst = pair % 2 == 0;
            double first = nanos(withFirst);
            double second = nanos(!withFirst);
            ratios.add(withFirst ? first / second : second / first);
        }
        return ratios;
    }

    /** Of the processor, a request. */
    private double nanos(boolean withLists) {
        listing = withLists;
        long before = threads.getCurrentThreadCpuTime();
        long passed = pass(SLICE);
        return (threads.getCurrentThreadCpuTime() - before) / (double) passed;
    }

    private long pass(long nanos) {
        long began = System.nanoTime();
        long passed = 0;
        while (System.nanoTime() - began < nanos) {
            for (int i = 0; i < BATCH; i++) {
                gate.pass();
            }
            passed += BATCH;
        }
        return passed;
    }
}
