package io.github.slackwater.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** The real surroundings of this process. */
final class SystemEnvironment implements Environment {

    private final PrintWriter out = new PrintWriter(System.out, true, charset("stdout.encoding"));
    private final PrintWriter err = new PrintWriter(System.err, true, charset("stderr.encoding"));

    @Override
    public @Nullable String variable(String name) {
        return System.getenv(name);
    }

    @Override
    public boolean isTerminal() {
        Console console = console();
        return console != null && !"dumb".equals(variable("TERM"));
    }

    @Override
    public TerminalSize terminalSize() {
        return isTerminal() ? TerminalSize.ask() : TerminalSize.USUAL;
    }

    @Override
    public char @Nullable [] readPassword(String prompt) {
        Console console = console();
        return console == null ? null : console.readPassword("%s", prompt);
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public PrintWriter err() {
        return err;
    }

    /** Since Java 22 there is a console without a terminal too, and a method that tells; before, a console is a terminal. */
    @SuppressWarnings("SystemConsoleNull") // asked further below
    private static @Nullable Console console() {
        Console console = System.console();
        if (console == null) {
            return null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console) ? console : null;
        } catch (NoSuchMethodException before22) {
            return console;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Console.isTerminal() could not be asked", e);
        }
    }

    /** Java 19 and later know the terminal's own charset; 17 knows that of the locale. */
    private static Charset charset(String property) {
        return Charset.forName(System.getProperty(
                property,
                System.getProperty("native.encoding", Charset.defaultCharset().name())));
    }
}
