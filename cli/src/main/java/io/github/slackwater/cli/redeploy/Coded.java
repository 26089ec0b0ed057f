package io.github.slackwater.cli.redeploy;

import java.util.LinkedHashMap;
import java.util.Map;

/** A way to end that has an exit code. Scripts rely on the numbers: one never changes its meaning. */
public interface Coded {

    /** The exit code. */
    int number();

    /** In one sentence. */
    String meaning();

    /** All of them in the form that picocli's usage help takes. */
    static Map<String, String> help(Coded... codes) {
        Map<String, String> help = new LinkedHashMap<>();
        for (Coded code : codes) {
            help.put("%3d".formatted(code.number()), code.meaning());
        }
        return help;
    }
}
