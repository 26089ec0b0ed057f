package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TableTest {

    @Test
    void columnsAreAsWideAsTheirLongestCellAndNumbersStandRight() {
        Table table = new Table("NAME", ">AGE", "PATH");
        String path =
                "/a/path/that/is/much/longer/than/any/terminal/is/wide/and/nevertheless/is/not/cut/nor/wrapped/at/all";
        table.add("a", "1.0 s", path);
        table.add("bcdef", "100.0 s", "/");

        assertThat(table.render(Ansi.OFF)).isEqualTo("""
                NAME       AGE  PATH
                a        1.0 s  %s
                bcdef  100.0 s  /
                """.formatted(path));
    }

    @Test
    void theHeadingIsBoldOnATerminal() {
        Table table = new Table("NAME");
        table.add("a");

        assertThat(table.render(Ansi.ON)).isEqualTo("\u001B[1mNAME\u001B[0m\na\n");
    }
}
