package io.github.slackwater.cli;

/** Whether this JVM can attach to others: a JDK can, many a JRE cannot. Apart from {@link LocalJvms}, which then fails to load. */
final class AttachApi {

    private AttachApi() {}

    /**
     * Makes sure that it can.
     *
     * @throws CommandFailure with {@link ExitCode#NO_CONNECTION} if not
     */
    static void require() {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NO_CONNECTION,
                    "the Java in %s cannot attach to a local server (expected a JDK in JAVA_HOME, or --jmx host:port)"
                            .formatted(System.getProperty("java.home")));
        }
    }
}
