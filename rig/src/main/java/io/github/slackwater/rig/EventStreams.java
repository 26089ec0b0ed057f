package io.github.slackwater.rig;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Browser pages that each keep one stream of Server-Sent Events open on {@code /stream} of the shop, and ask again at once
 * when it ends. Only an end between two events, with all that HTTP wants at the end of an answer, is a clean one; an end in an
 * event, and any answer that is no stream, is a failure. For all threads; {@link #close()} ends all threads and connections.
 */
public final class EventStreams implements AutoCloseable {
    private final LoadPlan plan;
    private final List<EventPage> pages;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Long> failures = new TreeMap<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "rig-event-clock");
        thread.setDaemon(true);
        return thread;
    });
    private long asked;
    private long events;
    private long ended;
    private long cut;
    private long refused;

    /**
     * What became of the streams.
     *
     * @param pages how many want one
     * @param open how many have one now, or wait for it
     * @param asked how often one was asked for
     * @param events complete ones
     * @param ended clean ends
     * @param cut ends between two events but without HTTP's last chunk: a browser's page sees no difference to a clean one
     * @param refused 503 with {@code Retry-After} in place of a stream
     * @param failures every other end by its kind, and how often
     */
    public record Report(
            int pages,
            int open,
            long asked,
            long events,
            long ended,
            long cut,
            long refused,
            Map<String, Long> failures) {
        public long failed() {
            return failures.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private EventStreams(LoadPlan plan, int number) {
        this.plan = plan;
        EventPage.Listener listener = new EventPage.Listener() {
            @Override
            public void asks() {
                count();
            }

            @Override
            public void ended(EventPage.End end) {
                count(end);
            }
        };
        this.pages = IntStream.range(0, number)
                .mapToObj(i -> new EventPage(plan.address(), this::request, listener))
                .toList();
    }

    /** Opens streams on a shop such as {@code http://127.0.0.1:8080/shop}; does not wait for them. */
    public static EventStreams open(URI shop, int number) {
        EventStreams streams = new EventStreams(LoadPlan.against(shop), number);
        streams.pages.forEach(EventPage::start);
        ScheduledFuture<?> unused = streams.clock.scheduleWithFixedDelay(
                () -> streams.pages.forEach(EventPage::cutIfSilent), 1, 1, TimeUnit.SECONDS);
        return streams;
    }

    /** The figures of this moment. */
    public synchronized Report report() {
        int open = (int) pages.stream().filter(EventPage::isConnected).count();
        long now = pages.stream().mapToLong(EventPage::events).sum();
        return new Report(pages.size(), open, asked, events + now, ended, cut, refused, Map.copyOf(failures));
    }

    @Override
    public void close() {
        clock.shutdownNow();
        pages.forEach(EventPage::close);
    }

    private synchronized void count() {
        asked++;
    }

    private synchronized void count(EventPage.End end) {
        events += end.events();
        switch (end.how()) {
            case CLEANLY -> ended++;
            case CUT_BETWEEN_EVENTS -> cut++;
            case REFUSED -> refused++;
            case FAILED -> failures.merge(end.failure(), 1L, Long::sum);
        }
    }

    private ByteBuffer request() {
        String head = "GET " + plan.path() + "/stream?request=page-" + numbers.incrementAndGet()
                + " HTTP/1.1\r\nHost: " + plan.base().getRawAuthority()
                + "\r\nUser-Agent: slackwater-rig\r\nAccept: text/event-stream\r\n\r\n";
        return ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
    }
}
