package io.github.slackwater.cli.redeploy;

import io.github.slackwater.core.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a run has ended, for programs.
 *
 * @param outcome the name of the exit code
 * @param exitCode its number
 * @param message what went wrong, or that all went well, in one sentence
 * @param details what the server has said about it
 * @param failedStep the step that failed; null for none
 * @param name of the application, as the server lists it
 * @param archive the new version
 * @param drained whether the application, or the server, was drained explicitly
 * @param server the server's state at the end; null where it is not known
 * @param application the application's; null where it is not known, or Slackwater does not cover it
 * @param previous where the previous version was kept for whoever needs it; null where nobody does
 * @param elapsedMillis of the whole run
 * @param journal what was done, line by line
 */
public record RedeployReport(
        RedeployCode outcome,
        int exitCode,
        String message,
        List<String> details,
        @Nullable String failedStep,
        String name,
        String archive,
        boolean drained,
        @Nullable State server,
        @Nullable State application,
        @Nullable String previous,
        long elapsedMillis,
        List<Journal.Entry> journal) {}
