package io.github.slackwater.core;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs jcstress in a JVM of its own, which starts one for each test. */
final class Jcstress {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private Jcstress() {}

    /**
     * What jcstress came to.
     *
     * @param exitValue 0 if every outcome was acceptable
     * @param output all it printed; it names each outcome that was seen
     */
    record Result(int exitValue, String output) {

        /** Whether an outcome with this description was seen that is forbidden. */
        boolean foundForbidden(String description) {
            return Pattern.compile("(?m)^ +\\S.*? [1-9][0-9,]* +[<0-9.%]+ +Forbidden +" + Pattern.quote(description))
                    .matcher(output)
                    .find();
        }
    }

    /**
     * Runs tests, for as long as the system property {@code stress.options} says.
     *
     * @param tests a regular expression for the names of their classes
     */
    static Result run(String tests) throws IOException, InterruptedException {
        Path directory = Files.createDirectories(TARGET.resolve("jcstress"));
        Path output = Files.createTempFile(directory, "output", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jcstress.Main",
                "-v",
                "-t",
                tests,
                "-r",
                directory.toString() + File.separator));
        command.addAll(List.of(System.getProperty("stress.options").split(" +")));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.waitFor(4, TimeUnit.HOURS);
            return new Result(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
