package io.github.slackwater.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/** Rows under a heading, each column as wide as its longest cell. */
final class Table {

    private static final String GAP = "  ";

    private final List<String> heading;
    private final List<Row> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param heading the columns' names; one that begins with {@code >} is aligned to the right
     */
    Table(String... heading) {
        this(List.of(heading));
    }

    /** The same. */
    Table(List<String> heading) {
        this.heading = List.copyOf(heading);
    }

    /** Adds a row with as many cells as there are columns; the cells are made harmless. */
    void add(String... cells) {
        add(List.of(cells));
    }

    /** The same. */
    void add(List<String> cells) {
        add(cells, 0, null);
    }

    /**
     * Adds a row with a cell that has a style of its own. Cells may be missing at the end.
     *
     * @param styled the number of that cell, from 0
     */
    void add(List<String> cells, int styled, @Nullable Style style) {
        rows.add(new Row(cells.stream().map(Text::harmless).toList(), styled, style));
    }

    /** The lines, each ending with a line feed; nothing is cut, whatever the width of the terminal. */
    String render(Ansi ansi) {
        return String.join("\n", lines(Integer.MAX_VALUE, ansi)) + "\n";
    }

    /** The lines, none longer than so many columns; the heading comes first. */
    List<String> lines(int columns, Ansi ansi) {
        List<String> lines = new ArrayList<>();
        lines.add(Text.paint(Text.cut(line(heading.stream().map(Table::name).toList()), columns), Style.bold, ansi));
        rows.forEach(row -> lines.add(row.painted(Text.cut(line(row.cells), columns), ansi)));
        return lines;
    }

    /** How wide it would be without its last column. */
    int widthBeforeLast() {
        return offset(heading.size() - 1);
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(Math.max(0, width(i) - cells.get(i).length()));
            boolean right = heading.get(i).startsWith(">");
            line.append(right ? padding : "").append(cells.get(i)).append(right ? "" : padding);
            line.append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private int offset(int column) {
        int offset = 0;
        for (int i = 0; i < column; i++) {
            offset += width(i) + GAP.length();
        }
        return offset;
    }

    /** A row that ends early has something in its last cell that may reach into the columns behind. */
    private int width(int column) {
        int width = name(heading.get(column)).length();
        for (Row row : rows) {
            boolean last = column == row.cells.size() - 1 && row.cells.size() < heading.size();
            if (column < row.cells.size() && !last) {
                width = Math.max(width, row.cells.get(column).length());
            }
        }
        return width;
    }

    private static String name(String heading) {
        return heading.startsWith(">") ? heading.substring(1) : heading;
    }

    private final class Row {
        private final List<String> cells;
        private final int styled;
        private final @Nullable Style style;

        Row(List<String> cells, int styled, @Nullable Style style) {
            this.cells = cells;
            this.styled = styled;
            this.style = style;
        }

        String painted(String line, Ansi ansi) {
            int from = offset(styled);
            int to = Math.min(line.length(), from + cells.get(styled).length());
            return style == null || from >= to
                    ? line
                    : line.substring(0, from) + Text.paint(line.substring(from, to), style, ansi) + line.substring(to);
        }
    }
}
