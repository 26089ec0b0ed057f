package io.github.slackwater.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What Maven has built, in the project's folder. */
record Artifacts(Path home) {
    /** System property: the project's folder; the script sets it. */
    private static final String HOME_PROPERTY = "slackwater.home";

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    /**
     * The folder that the system property {@value #HOME_PROPERTY} names, else the current one or the first above it that
     * looks like the project's.
     *
     * @throws DemoFailure if something is not there
     */
    static Artifacts find() {
        String named = System.getProperty(HOME_PROPERTY);
        Artifacts artifacts = new Artifacts(named == null ? above(Path.of("").toAbsolutePath()) : Path.of(named));
        artifacts.check();
        return artifacts;
    }

    void check() {
        Stream.of(shop(), ear(), war(), filter(), servers())
                .filter(Files::notExists)
                .findFirst()
                .ifPresent(missing -> {
                    throw new DemoFailure(missing + ": not there (build it: SLACKWATER_REBUILD=1 ./slackwater demo)");
                });
    }

    private static Path above(Path start) {
        for (Path up = start; up != null; up = up.getParent()) {
            if (Files.isDirectory(up.resolve("examples/shop"))) {
                return up;
            }
        }
        throw new DemoFailure(start + ": not in the project (expected: run ./slackwater demo in the project's folder)");
    }

    Path shop() {
        return home.resolve("examples/shop/target/shop.war");
    }

    Path ear() {
        return home.resolve("ear/target/slackwater.ear");
    }

    Path war() {
        return home.resolve("ear/target/slackwater.war");
    }

    Path filter() {
        return home.resolve("filter/target/slackwater-filter.jar");
    }

    Path servers() {
        return home.resolve("rig/target/servers");
    }

    /** A folder for the logs of one run; it is made by who writes into it. */
    Path logs() {
        return home.resolve("cli/target/demo")
                .resolve(LocalDateTime.now(ZoneId.systemDefault()).format(STAMP));
    }

    static void delete(Path folder) {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be deleted", e);
        }
    }
}
