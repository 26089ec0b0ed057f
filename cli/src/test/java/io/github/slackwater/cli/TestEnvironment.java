package io.github.slackwater.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A shell of a test's own: its variables, its terminal, and what was printed. */
final class TestEnvironment implements Environment {

    final Lines out = new Lines();
    final Lines err = new Lines();
    final Map<String, String> variables = new HashMap<>();
    final List<String> prompts = new ArrayList<>();
    boolean terminal;
    TerminalSize size = TerminalSize.USUAL;

    @Nullable
    String typed;

    private final PrintWriter outWriter = new PrintWriter(out, true);
    private final PrintWriter errWriter = new PrintWriter(err, true);

    /** Runs the command in this thread. */
    int run(String... arguments) {
        return Slackwater.commandLine(this).execute(arguments);
    }

    /** Runs the command in a thread of its own. */
    FutureTask<Integer> start(String... arguments) {
        return TimeLimit.start(() -> run(arguments));
    }

    @Override
    public @Nullable String variable(String name) {
        return variables.get(name);
    }

    @Override
    public boolean isTerminal() {
        return terminal;
    }

    @Override
    public TerminalSize terminalSize() {
        return size;
    }

    @Override
    public char @Nullable [] readPassword(String prompt) {
        prompts.add(prompt);
        return typed == null ? null : typed.toCharArray();
    }

    @Override
    public PrintWriter out() {
        return outWriter;
    }

    @Override
    public PrintWriter err() {
        return errWriter;
    }
}
