package io.github.slackwater.cli;

import io.github.slackwater.core.RequestInfo;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/** Requests in flight, for people; the path comes last, since it may be long. */
final class RequestTable {

    private RequestTable() {}

    static String of(List<RequestInfo> requests, Ansi ansi) {
        Table table = new Table("ID", ">AGE", "KIND", "METHOD", "APPLICATION", "THREAD", "PATH");
        for (RequestInfo request : requests) {
            String thread = request.thread();
            table.add(
                    request.id(),
                    Text.duration(request.ageMillis()),
                    request.kind().name(),
                    request.method(),
                    request.application(),
                    thread == null ? "-" : thread,
                    request.path());
        }
        return table.render(ansi);
    }
}
