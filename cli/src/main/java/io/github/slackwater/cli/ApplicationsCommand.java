package io.github.slackwater.cli;

import io.github.slackwater.core.ApplicationStatus;
import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.Status;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code slackwater applications}. */
@Command(name = "applications", description = "Lists the applications that are covered, with their states.")
final class ApplicationsCommand extends RemoteCommand {

    ApplicationsCommand(Environment environment) {
        super(environment);
    }

    @Override
    ExitCode run(Session session) {
        List<ApplicationStatus> applications = new ArrayList<>();
        String asked = target().application();
        if (asked != null) {
            applications.add(summary(session.lifecycle().status()));
        } else {
            for (LifecycleMXBean operations : session.applications().values()) {
                addIfThere(applications, operations);
            }
        }
        if (json()) {
            out().println(Json.of(applications));
        } else if (applications.isEmpty()) {
            out().println("No application is covered in " + session.address() + ".");
        } else {
            out().print(StatusText.applications(applications, ansi()));
            out().flush();
        }
        return ExitCode.DONE;
    }

    private static void addIfThere(List<ApplicationStatus> applications, LifecycleMXBean operations) {
        try {
            applications.add(summary(operations.status()));
        } catch (CommandFailure e) {
            // One that was undeployed since the list was made is not in the list any more.
            if (e.exitCode() != ExitCode.NOT_DEPLOYED) {
                throw e;
            }
        }
    }

    private static ApplicationStatus summary(Status status) {
        return new ApplicationStatus(status.name(), status.state(), status.inFlight(), status.oldestRequestMillis());
    }
}
