package io.github.slackwater.cli;

import io.github.slackwater.core.ApplicationStatus;
import io.github.slackwater.core.DrainReport;
import io.github.slackwater.core.Lease;
import io.github.slackwater.core.Status;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** A status for people. */
final class StatusText {

    private StatusText() {}

    static String of(Status status, @Nullable Lease lease, boolean configuration, Ansi ansi) {
        StringBuilder text = new StringBuilder();
        line(
                text,
                Text.harmless(status.name()),
                Text.state(status.state(), ansi) + " since " + Text.seconds(status.since()));
        line(
                text,
                "in flight",
                inFlight(status.inFlight(), status.oldestRequestMillis()) + longLived(status.longLived()));
        line(text, "admitted", status.admittedTotal() + ", refused " + status.rejectedTotal());
        line(text, "last drain", lastDrain(status.lastDrain()));
        if (lease != null && !lease.holder().isEmpty()) {
            line(
                    text,
                    "at work",
                    "%s; the lease ends by itself after %d s without news"
                            .formatted(Text.harmless(lease.holder()), lease.remainingSeconds()));
        }
        if (!status.notice().isEmpty()) {
            line(text, "notice", Text.harmless(status.notice()));
        }
        line(text, "adapter", status.adapter() + ", version " + status.version());
        for (String problem : status.configurationProblems()) {
            line(text, "problem", Text.harmless(problem));
        }
        if (!status.applications().isEmpty()) {
            text.append('\n').append(applications(status.applications(), ansi));
        }
        if (configuration) {
            Table table = new Table("KEY", "VALUE");
            new TreeMap<>(status.configuration()).forEach(table::add);
            text.append('\n').append(table.render(ansi));
        }
        return text.toString();
    }

    /** {@code 3, the oldest for 12.3 s}. */
    static String inFlight(int count, long oldestMillis) {
        return count == 0 ? "0" : "%d, the oldest for %s".formatted(count, Text.duration(oldestMillis));
    }

    /** What does not hold up a drain for long. */
    private static String longLived(int count) {
        return count == 0 ? "" : "; %d long-lived".formatted(count);
    }

    static String applications(List<ApplicationStatus> applications, Ansi ansi) {
        Table table = new Table("APPLICATION", "STATE", ">IN FLIGHT", ">OLDEST");
        for (ApplicationStatus application : applications) {
            table.add(
                    application.name(),
                    application.state().name(),
                    Integer.toString(application.inFlight()),
                    application.inFlight() == 0 ? "-" : Text.duration(application.oldestRequestMillis()));
        }
        return table.render(ansi);
    }

    private static String lastDrain(@Nullable DrainReport report) {
        return report == null ? "none" : "%d: %s".formatted(report.drain(), Text.harmless(report.message()));
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("%-12s %s%n".formatted(label, value));
    }
}
