package io.github.slackwater.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** To attach on Linux sends SIGQUIT, which a JVM catches, and which ends any other process. */
final class AttachSignal {

    private static final System.Logger LOG = System.getLogger(AttachSignal.class.getName());

    private static final String CAUGHT = "SigCgt:";
    private static final int SIGQUIT = 3;
    private static final int HEXADECIMAL = 16;

    private AttachSignal() {}

    /** Whether a process catches the signal, as far as the system tells. */
    static boolean isSafeFor(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return true;
        }
        try {
            return catchesQuit(Files.readAllLines(status));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "pid " + pid + " has just ended, or does not tell its signals", e);
            return true;
        }
    }

    private static boolean catchesQuit(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(CAUGHT))
                .map(line -> new BigInteger(line.substring(CAUGHT.length()).strip(), HEXADECIMAL))
                .allMatch(mask -> mask.testBit(SIGQUIT - 1));
    }
}
