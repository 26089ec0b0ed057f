package io.github.slackwater.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * A request in flight with the stack of its thread; as JSON the request's own fields, and {@code stack} beside them.
 *
 * @param stack as the server shows it, or a sentence where no thread works on the request
 */
record RequestStack(@JsonUnwrapped RequestInfo request, String stack) {

    /** Asks for the stack. */
    static RequestStack of(LifecycleMXBean lifecycle, RequestInfo request) {
        try {
            return new RequestStack(request, lifecycle.threadDump(request.id()));
        } catch (IllegalArgumentException ended) {
            return new RequestStack(request, "ended meanwhile");
        }
    }

    /** For people. */
    String text(Ansi ansi) {
        return RequestTable.of(List.of(request), ansi) + stack.stripTrailing().indent(4);
    }
}
