package io.github.slackwater.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Rows under a heading, each column as wide as its longest cell: nothing is cut, whatever the width of the terminal. */
final class Table {

    private static final int GAP = 2;

    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param heading the columns' names; one that begins with {@code >} is aligned to the right
     */
    Table(String... heading) {
        this.heading = List.of(heading);
    }

    /** Adds a row with as many cells as there are columns; the cells are made harmless. */
    void add(String... cells) {
        rows.add(List.of(cells).stream().map(Text::harmless).toList());
    }

    /** The lines, each ending with a line feed. */
    String render(Ansi ansi) {
        Column[] columns = new Column[heading.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = new Column(width(i) + GAP, 0, Overflow.SPAN);
        }
        TextTable table = TextTable.forColumns(Help.defaultColorScheme(ansi), columns);
        table.addRowValues(aligned(heading.stream().map(Table::name).toList()));
        rows.forEach(row -> table.addRowValues(aligned(row)));
        List<String> lines = table.toString().lines().map(String::stripTrailing).toList();
        return Text.paint(lines.get(0), Style.bold, ansi)
                + "\n"
                + String.join(
                        "",
                        lines.subList(1, lines.size()).stream()
                                .map(line -> line + "\n")
                                .toList());
    }

    private String[] aligned(List<String> cells) {
        String[] aligned = cells.toArray(String[]::new);
        for (int i = 0; i < aligned.length; i++) {
            if (heading.get(i).startsWith(">")) {
                aligned[i] = " ".repeat(width(i) - aligned[i].length()) + aligned[i];
            }
        }
        return aligned;
    }

    private int width(int column) {
        int width = name(heading.get(column)).length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }

    private static String name(String heading) {
        return heading.startsWith(">") ? heading.substring(1) : heading;
    }
}
