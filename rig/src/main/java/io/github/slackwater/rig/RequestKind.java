package io.github.slackwater.rig;

import java.util.EnumSet;
import java.util.Set;

/** What a request asks of the example shop; each answer is checked against what was asked. */
public enum RequestKind {
    /** {@code GET /catalog}. */
    GET("GET"),
    /** {@code POST /orders} with a body of 2 KiB. */
    POST_SMALL("POST 2 KB"),
    /** {@code POST /orders} with a body of 200 KiB. */
    POST_LARGE("POST 200 KB"),
    /** {@code GET /slow}: holds a thread of the server. */
    SLOW("slow GET"),
    /** {@code GET /async}: holds no thread of the server. */
    ASYNC("async GET"),
    /** {@code POST /orders} with a body of 20 KiB in chunks, whose length the head does not tell. */
    POST_CHUNKED("POST chunked"),
    /** {@code GET /session}: the count of its client's visits, which goes up by one each time. */
    SESSION("session GET"),
    /** {@code GET /ledger}: waits as {@link #SLOW}, then uses JNDI, CDI, EJB and JPA. Only the ledger has it. */
    LEDGER("ledger GET");

    /** What the plain shop answers. */
    public static final Set<RequestKind> OF_THE_SHOP = Set.copyOf(EnumSet.complementOf(EnumSet.of(LEDGER)));

    private final String label;

    RequestKind(String label) {
        this.label = label;
    }

    /** A short name for people. */
    public String label() {
        return label;
    }
}
