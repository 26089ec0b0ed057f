package io.github.slackwater.cli.redeploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param name of the application, as the server lists it
 * @param archive the new version
 * @param expected how it is known
 * @param closing what is closed, and for how long
 * @param failing what happens if a step fails
 */
public record RedeployPlan(String name, Path archive, Expectation expected, Closing closing, Failing failing) {

    /** Whether the application is drained before it is redeployed. */
    public enum Drain {
        /** Unless it stands behind a server gate, which drains and parks by itself. */
        AUTO,
        ALWAYS,
        /** Whatever the plain redeploy of the server does. */
        NEVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is drained. */
    public enum Scope {
        APPLICATION,
        SERVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of requests that do not end in time. */
    public enum Stragglers {
        /** The run gives up. */
        FAIL,
        /** It goes on all the same. */
        CUT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is done where somebody has said that they are at work on the server. */
    public enum Others {
        /** Nothing. */
        RESPECT,
        /** They are named, and the run goes on. */
        IGNORE,
        /** Whoever runs this has the lease: it is not asked for. */
        ARE_US
    }

    /** How the server is left after a failure. */
    public enum OnFailure {
        /** Open, with whatever version is there. */
        SERVE,
        /** The application closed, and nobody sent to it. */
        STAY_DRAINED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What is closed.
     *
     * @param drain whether anything is
     * @param scope what
     * @param application the name that Slackwater knows; null: the server is asked
     * @param drainTimeoutSeconds how long requests in flight may take, 1 to 86400 seconds
     * @param stragglers what if they take longer
     * @param keepOthersReady whether the server stays ready until the new version is verified
     * @param join whether to go on from a drain that is under way
     * @param others what if somebody else has the lease of the server
     */
    public record Closing(
            Drain drain,
            Scope scope,
            @Nullable String application,
            int drainTimeoutSeconds,
            Stragglers stragglers,
            boolean keepOthersReady,
            boolean join,
            Others others) {

        private static final int LONGEST_SECONDS = 86_400;

        /**
         * Checks the values.
         *
         * @throws RedeployFailure with {@link RedeployCode#USAGE}
         */
        public Closing {
            if (drainTimeoutSeconds < 1 || drainTimeoutSeconds > LONGEST_SECONDS) {
                throw RedeployFailure.usage(
                        "--drain-timeout: %d (expected 1..%d)".formatted(drainTimeoutSeconds, LONGEST_SECONDS));
            }
            if (drain == Drain.NEVER && scope == Scope.SERVER) {
                throw RedeployFailure.usage("--drain never and --scope server (expected one of the two)");
            }
        }

        /** Whether to drain an application that stands behind a server gate, or does not. */
        boolean drains(boolean gated) {
            return switch (drain) {
                case ALWAYS -> true;
                case NEVER -> false;
                case AUTO -> scope == Scope.SERVER || !gated;
            };
        }
    }

    /**
     * What happens if a step fails.
     *
     * @param previous the version to put back; null: the deployed one is saved first
     * @param rollback whether anything is put back
     * @param onFailure how the server is left
     */
    public record Failing(@Nullable Path previous, boolean rollback, OnFailure onFailure) {

        /**
         * Checks the values.
         *
         * @throws RedeployFailure with {@link RedeployCode#USAGE}
         */
        public Failing {
            if (previous != null) {
                readable("--previous", previous);
                if (!rollback) {
                    throw RedeployFailure.usage("--previous and --no-rollback (expected one of the two)");
                }
                previous = previous.toAbsolutePath();
            }
        }
    }

    /** What a server's own commands take as well; nothing that would have to be escaped. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:+-]+");

    /**
     * Checks the values.
     *
     * @throws RedeployFailure with {@link RedeployCode#USAGE}
     */
    public RedeployPlan {
        if (!NAME.matcher(name).matches()) {
            throw RedeployFailure.usage("--name: %s (expected letters, digits and . _ : + -)".formatted(name));
        }
        readable("FILE", archive);
        archive = archive.toAbsolutePath();
    }

    private static void readable(String option, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw RedeployFailure.usage("%s: %s (expected a file that can be read)".formatted(option, file));
        }
    }
}
