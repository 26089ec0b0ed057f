package io.github.slackwater.rig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sends requests to the example shop at a given rate, whether or not the server keeps up (open loop), over raw sockets,
 * each exactly once, and checks every answer to its last byte. Usual HTTP clients retry silently and so hide what a
 * redeploy costs; this one never does.
 *
 * <p>All methods may be called from any thread. {@link #close()} ends all threads and connections.
 */
public final class LoadClient implements AutoCloseable {
    private static final int MOST_AT_ONCE = 8_000;
    private static final int STACK_BYTES = 256 << 10;

    private final LoadPlan plan;
    private final InetSocketAddress address;
    private final ShopRequest.Factory requests;
    private final Arrivals arrivals;
    private final Tally tally = new Tally();
    private final Visitors visitors;
    private final Consumer<Answer> observer;
    private final ConnectionPool pool;
    private final Set<HttpExchange> inFlight = ConcurrentHashMap.newKeySet();
    private final ExecutorService workers = new ThreadPoolExecutor(
            0, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> daemon("rig-request", work));
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, work -> daemon("rig-clock", work));

    private LoadClient(LoadPlan plan, Consumer<Answer> observer) {
        this.plan = plan;
        this.observer = observer;
        this.visitors = new Visitors(plan.sessionsKept(), tally::sessionLost);
        this.address = plan.address();
        this.pool = new ConnectionPool(plan.isTls());
        this.requests = new ShopRequest.Factory(plan);
        String run = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x100000, 0x1000000));
        this.arrivals = new Arrivals(plan, run, this::send, tally::held);
        clock.setRemoveOnCancelPolicy(true);
    }

    /** A client that sends nothing yet. */
    public static LoadClient of(LoadPlan plan) {
        return of(plan, answer -> {});
    }

    /**
     * A client that sends nothing yet.
     *
     * @param observer is given each answer of the load as soon as it is counted, by many threads; must not block
     */
    public static LoadClient of(LoadPlan plan, Consumer<Answer> observer) {
        return new LoadClient(plan, observer);
    }

    /** A client whose arrivals have begun. */
    public static LoadClient start(LoadPlan plan) {
        LoadClient client = of(plan);
        client.start();
        return client;
    }

    /**
     * Begins the arrivals.
     *
     * @throws IllegalStateException if they have begun before
     */
    public void start() {
        arrivals.start();
    }

    /**
     * Sends nothing from now on, as a load balancer that looks elsewhere; arrivals are counted as held. When this returns
     * no further request begins; those in flight go on.
     */
    public void hold() {
        arrivals.hold(true);
    }

    /** Ends {@link #hold()}. What was held is not sent later. */
    public void unhold() {
        arrivals.hold(false);
    }

    /** The figures of this moment; they add up. Does not block. */
    public LoadReport snapshot() {
        return tally.report(arrivals.elapsed());
    }

    /**
     * Sends one request on a connection of its own and blocks until it is answered, has failed, or the plan's timeout is
     * over. It is no part of the reports. Works before the start and during a hold.
     */
    public Answer probe(RequestKind kind) {
        long now = System.nanoTime();
        return exchange(new HttpExchange(address, pool, request(kind, arrivals.nextProbeId(), true)), now);
    }

    /** Ends the arrivals for good; requests in flight go on. Does not block. */
    public void stop() {
        arrivals.stop();
    }

    /**
     * Ends the arrivals and blocks until every request has ended or the bound is over; those without an answer then have
     * failed by {@code timeout}.
     *
     * @return the final figures, with nothing in flight
     * @throws InterruptedException if interrupted; the client can still be finished or closed
     */
    public LoadReport finish(Duration bound) throws InterruptedException {
        stop();
        if (!tally.awaitAllEnded(bound)) {
            tally.giveUp();
            inFlight.forEach(HttpExchange::cut);
        }
        return tally.report(arrivals.elapsed());
    }

    /** Ends arrivals, connections and threads; does not wait for requests in flight. */
    @Override
    public void close() {
        stop();
        inFlight.forEach(HttpExchange::cut);
        pool.close();
        workers.shutdown();
        clock.shutdownNow();
    }

    /** One arrival; called by the arrivals' thread, so it must not block. */
    private void send(Arrivals.Arrival arrival) {
        ShopRequest request = request(arrival.kind(), arrival.id(), arrival.ownConnection());
        tally.begin(request, arrival.intendedNanos());
        HttpExchange exchange = new HttpExchange(address, pool, request);
        inFlight.add(exchange);
        try {
            workers.execute(() -> {
                tally.lag(System.nanoTime() - arrival.intendedNanos());
                Answer answer = exchange(exchange, arrival.intendedNanos());
                tally.end(answer);
                observer.accept(answer);
            });
        } catch (RejectedExecutionException e) {
            inFlight.remove(exchange);
            tally.end(Judge.failed(request, "client overloaded", e.toString(), elapsed(arrival.intendedNanos())));
        }
    }

    private ShopRequest request(RequestKind kind, String id, boolean ownConnection) {
        return requests.make(kind, id, ownConnection, kind == RequestKind.SESSION ? visitors.next() : null);
    }

    private Answer exchange(HttpExchange exchange, long intendedNanos) {
        Answer answer = outcome(exchange, intendedNanos);
        Visitor visitor = exchange.request().visitor();
        return visitor == null ? answer : visitors.back(visitor, answer);
    }

    private Answer outcome(HttpExchange exchange, long intendedNanos) {
        long leftNanos = plan.timeout().minus(elapsed(intendedNanos)).toNanos();
        Future<?> cut = clock.schedule(exchange::cut, leftNanos, TimeUnit.NANOSECONDS);
        try {
            HttpAnswer answer = exchange.run();
            return Judge.judge(exchange.request(), answer, elapsed(intendedNanos));
        } catch (IOException e) {
            return Judge.judge(exchange.request(), e, elapsed(intendedNanos));
        } catch (RuntimeException e) {
            return Judge.failed(exchange.request(), "client error", e.toString(), elapsed(intendedNanos));
        } finally {
            cut.cancel(false);
            inFlight.remove(exchange);
        }
    }

    private static Duration elapsed(long sinceNanos) {
        return Duration.ofNanos(System.nanoTime() - sinceNanos);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(null, work, name, STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }
}
