package io.github.slackwater.cli;

import io.github.slackwater.core.RequestInfo;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Requests in flight, for people. */
final class RequestTable {

    private RequestTable() {}

    static String of(List<RequestInfo> requests, Ansi ansi) {
        Table table = new Table("ID", ">AGE", "KIND", "METHOD", "PATH", "APPLICATION", "THREAD");
        for (RequestInfo request : requests) {
            String thread = request.thread();
            table.add(
                    request.id(),
                    Text.duration(request.ageMillis()),
                    request.kind().name(),
                    request.method(),
                    request.path(),
                    request.application(),
                    thread == null ? "-" : thread);
        }
        return table.render(ansi);
    }
}
