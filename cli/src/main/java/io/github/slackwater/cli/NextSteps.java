package io.github.slackwater.cli;

/** What to do next, as lines to be copied into a shell. */
final class NextSteps {

    private NextSteps() {}

    /**
     * One line a command, for the same target.
     *
     * @param commandsAndPurposes each command followed by what it is for
     * @return lines that end with a line feed, their comments below each other
     */
    static String of(TargetOptions target, String... commandsAndPurposes) {
        int width = 0;
        for (int i = 0; i < commandsAndPurposes.length; i += 2) {
            width = Math.max(width, target.commandLine(commandsAndPurposes[i]).length());
        }
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < commandsAndPurposes.length; i += 2) {
            String command = target.commandLine(commandsAndPurposes[i]);
            lines.append("  ")
                    .append(command)
                    .append(" ".repeat(width - command.length()))
                    .append("  # ")
                    .append(commandsAndPurposes[i + 1])
                    .append('\n');
        }
        return lines.toString();
    }
}
