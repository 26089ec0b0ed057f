package io.github.slackwater.cli;

import io.github.slackwater.core.RequestInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Requests in flight, for people; the path comes last, since it may be long. */
final class RequestTable {

    /** What the table says of a request. */
    private record Column(String heading, Function<RequestInfo, String> cell) {}

    private static final Column KIND =
            new Column("KIND", request -> request.kind().name());
    private static final Column APPLICATION = new Column("APPLICATION", RequestInfo::application);
    private static final Column THREAD = new Column("THREAD", RequestTable::thread);

    private static final List<Column> ALL = List.of(
            new Column("ID", RequestInfo::id),
            new Column(">AGE", request -> Text.duration(request.ageMillis())),
            KIND,
            new Column("METHOD", RequestInfo::method),
            APPLICATION,
            THREAD,
            new Column("PATH", RequestInfo::path));

    /** Left out one after the other where a path would not have enough room: the first first. */
    private static final List<Column> DISPENSABLE = List.of(THREAD, KIND, APPLICATION);

    /** What a path should have before other columns do. */
    private static final int PATH_COLUMNS = 24;

    private RequestTable() {}

    /** All columns; nothing is cut. */
    static String of(List<RequestInfo> requests, Ansi ansi) {
        return table(requests, List.of(), ALL).render(ansi);
    }

    /**
     * What fits: a narrow terminal shows fewer columns, and the begin of a long path. The heading comes first.
     *
     * @param servers of each request, for a first column; empty for none
     */
    static List<String> fitting(List<RequestInfo> requests, List<String> servers, int columns, Ansi ansi) {
        List<Column> shown = new ArrayList<>(ALL);
        Table table = table(requests, servers, shown);
        for (Column column : DISPENSABLE) {
            if (table.widthBeforeLast() + PATH_COLUMNS <= columns) {
                break;
            }
            shown.remove(column);
            table = table(requests, servers, shown);
        }
        return table.lines(columns, ansi);
    }

    private static Table table(List<RequestInfo> requests, List<String> servers, List<Column> columns) {
        Table table = new Table(cells(
                servers.isEmpty() ? null : "SERVER",
                columns.stream().map(column -> column.heading).toList()));
        for (int i = 0; i < requests.size(); i++) {
            RequestInfo request = requests.get(i);
            table.add(cells(
                    servers.isEmpty() ? null : servers.get(i),
                    columns.stream().map(column -> column.cell.apply(request)).toList()));
        }
        return table;
    }

    private static String thread(RequestInfo request) {
        String thread = request.thread();
        return thread == null ? "-" : thread;
    }

    private static List<String> cells(@Nullable String server, List<String> rest) {
        List<String> cells = new ArrayList<>(rest);
        if (server != null) {
            cells.add(0, server);
        }
        return cells;
    }
}
