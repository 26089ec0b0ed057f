package io.github.slackwater.cli.rolling;

import io.github.slackwater.cli.redeploy.RedeployPlan;
import io.github.slackwater.cli.redeploy.ServerKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a fleet.yaml. Everything that is wrong is told at once, each with its line and column. */
public final class FleetReader {

    private static final int DAY_SECONDS = 86_400;
    private static final int MOST_NODES = 10_000;
    private static final int MAX_PORT = 65_535;
    private static final String APPLICATION = "[A-Za-z0-9._:+-]+";
    private static final String NAME = "[A-Za-z0-9._:-]{1,100}";
    private static final String PASSWORD_FILE = "password-file";
    private static final String PASSWORD_VARIABLE = "password-variable";

    private final Path file;
    private final Predicate<String> isJmxAddress;
    private final Problems problems;

    private FleetReader(Path file, Predicate<String> isJmxAddress) {
        this.file = file;
        this.isJmxAddress = isJmxAddress;
        this.problems = new Problems(file.toString());
    }

    /**
     * Reads it.
     *
     * @param isJmxAddress knows an address of JMX
     * @throws FleetFileException if it cannot be read, or something in it is wrong
     */
    public static FleetFile read(Path file, Predicate<String> isJmxAddress) throws FleetFileException {
        return new FleetReader(file, isJmxAddress).read();
    }

    private FleetFile read() throws FleetFileException {
        FleetFile fleet = fleet(Section.of("", root(), problems));
        if (!problems.isEmpty()) {
            throw problems.thrown();
        }
        return fleet;
    }

    private Node root() throws FleetFileException {
        Optional<Node> root = new YamlText(file, problems).root();
        if (root.isEmpty()) {
            problems.add(1, 1, "the file is empty (expected application, verify and nodes)");
            throw problems.thrown();
        }
        return root.get();
    }

    private FleetFile fleet(Section top) {
        String application = form(top, "application", APPLICATION, "letters, digits and . _ : + -");
        String covered = top.textOrNull("slackwater-name");
        Share share = top.read("max-unavailable", Share.EXPECTED, Share::parse);
        FleetFile.Login login = login(top);
        ServerKind kind = top.choice("server", ServerKind.class);
        FleetFile.Verify verify = verify(top.requiredSection("verify"));
        FleetFile.Drain drain = drain(top.sectionOrEmpty("drain"));
        FleetFile.Pauses pauses = pauses(top.sectionOrEmpty("pauses"));
        FleetFile.Health health = health(top.sectionOrEmpty("health"), verify);
        Section balancer = top.section("balancer");
        FleetFile.OnFailure onFailure = onFailure(top.sectionOrEmpty("on-failure"));
        List<FleetFile.Node> nodes = new ArrayList<>();
        Map<String, String> names = new HashMap<>();
        for (Section each : top.sections("nodes", MOST_NODES)) {
            FleetFile.Node node = node(each, kind, login);
            String earlier = names.put(node.name(), node.name());
            if (earlier != null && !earlier.isEmpty()) {
                each.wrong("name", earlier, "a name that no other node has");
            }
            nodes.add(node);
        }
        nodes = ordered(top, nodes);
        FleetFile.Balancer before = balancer == null ? null : balancer(balancer);
        top.nothingElse();
        return new FleetFile(
                application,
                covered,
                share == null ? new Share(1, false) : share,
                verify,
                drain,
                pauses,
                health,
                before,
                onFailure,
                nodes);
    }

    private static String form(Section section, String key, String pattern, String expected) {
        String text = section.text(key);
        if (!text.isEmpty() && !text.matches(pattern)) {
            section.wrong(key, text, expected);
        }
        return text;
    }

    private FleetFile.Login login(Section section) {
        if (section.textOrNull("password") != null) {
            section.wrong("password", "...", PASSWORD_FILE + " or " + PASSWORD_VARIABLE + ": no password stands here");
        }
        Path passwordFile = section.read(PASSWORD_FILE, "the name of a file", this::sibling);
        String variable = section.read(
                PASSWORD_VARIABLE,
                "the name of an environment variable",
                text -> Optional.of(text).filter(name -> name.matches("[A-Za-z_][A-Za-z0-9_]*")));
        if (passwordFile != null && variable != null) {
            section.wrong(PASSWORD_VARIABLE, variable, "that or " + PASSWORD_FILE + ", not both");
        }
        return new FleetFile.Login(section.textOrNull("user"), passwordFile, variable);
    }

    private Optional<Path> sibling(String name) {
        try {
            return Optional.of(file.resolveSibling(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String path(Section section, String key, String usual) {
        String path = section.text(key, usual);
        if (!path.isEmpty() && !isPath(path)) {
            section.wrong(key, path, "a path that begins with one slash");
        }
        return path;
    }

    /** Two slashes would name another host. */
    private static boolean isPath(String text) {
        return text.startsWith("/")
                && !text.startsWith("//")
                && text.matches("[!-~]+")
                && uri(text).isPresent();
    }

    private static FleetFile.Verify verify(Section section) {
        section.text("path");
        FleetFile.Verify verify = new FleetFile.Verify(
                path(section, "path", ""),
                section.number("status", 200, 100, 599),
                section.textOrNull("text"),
                section.read("header", "NAME=VALUE", text -> Optional.of(text).filter(each -> each.indexOf('=') > 0)),
                section.seconds("timeout-seconds", 30, 1, DAY_SECONDS));
        section.nothingElse();
        return verify;
    }

    private static FleetFile.Drain drain(Section section) {
        FleetFile.Drain drain = new FleetFile.Drain(
                section.choice("when", RedeployPlan.Drain.class, RedeployPlan.Drain.AUTO),
                section.number("timeout-seconds", 60, 1, DAY_SECONDS),
                section.choice("stragglers", RedeployPlan.Stragglers.class, RedeployPlan.Stragglers.FAIL));
        section.nothingElse();
        return drain;
    }

    private static FleetFile.Pauses pauses(Section section) {
        Duration afterNode = section.seconds("after-node-seconds", 0, 0, DAY_SECONDS);
        FleetFile.Pauses pauses = new FleetFile.Pauses(
                afterNode, section.seconds("after-first-seconds", (int) afterNode.toSeconds(), 0, DAY_SECONDS));
        section.nothingElse();
        return pauses;
    }

    private static FleetFile.Health health(Section section, FleetFile.Verify verify) {
        FleetFile.Health health = new FleetFile.Health(
                path(section, "path", verify.path()),
                section.number("status", 200, 100, 599),
                section.seconds("good-seconds", 2, 0, DAY_SECONDS),
                section.seconds("timeout-seconds", 60, 1, DAY_SECONDS),
                section.seconds("interval-seconds", 2, 1, 60));
        if (health.good().compareTo(health.timeout()) > 0) {
            section.wrong(
                    "good-seconds",
                    String.valueOf(health.good().toSeconds()),
                    "at most timeout-seconds, which is " + health.timeout().toSeconds());
        }
        section.nothingElse();
        return health;
    }

    private static FleetFile.Balancer balancer(Section section) {
        FleetFile.Balancer balancer = new FleetFile.Balancer(
                section.read("url", "http://... or https://...", FleetReader::http),
                section.number("status", 200, 100, 599),
                section.seconds("notice-seconds", 0, 0, 3_600));
        section.nothingElse();
        return balancer;
    }

    private static FleetFile.OnFailure onFailure(Section section) {
        Share failures = section.read("failures", Share.EXPECTED, Share::parse);
        FleetFile.OnFailure onFailure = new FleetFile.OnFailure(
                failures == null ? new Share(1, false) : failures,
                section.choice("then", FleetFile.Then.class, FleetFile.Then.ROLL_BACK),
                section.choice("unreachable", FleetFile.Unreachable.class, FleetFile.Unreachable.ABORT));
        section.nothingElse();
        return onFailure;
    }

    private FleetFile.Node node(Section section, @Nullable ServerKind usualKind, FleetFile.Login usual) {
        String name = form(section, "name", NAME, "1..100 letters, digits and . _ : -");
        String jmx = section.text("jmx");
        if (!jmx.isEmpty() && !isJmxAddress.test(jmx)) {
            section.wrong("jmx", jmx, "host:port, or a URL that begins with service:jmx:");
        }
        URI admin = section.read(
                "admin",
                "host:port, or http://... or https://...",
                text -> http(text.contains("://") ? text : "http://" + text));
        section.text("url");
        URI url = section.read(
                "url",
                "http://HOST:PORT or https://HOST:PORT, without a path",
                text -> http(text)
                        .filter(each ->
                                each.getRawPath().isEmpty() || each.getRawPath().equals("/")));
        ServerKind kind = section.choice("server", ServerKind.class);
        FleetFile.Login own = login(section);
        section.nothingElse();
        boolean hasPassword = own.passwordFile() != null || own.passwordVariable() != null;
        return new FleetFile.Node(
                name,
                jmx,
                admin,
                url == null ? URI.create("http://localhost") : url,
                kind == null ? usualKind : kind,
                new FleetFile.Login(
                        own.user() == null ? usual.user() : own.user(),
                        hasPassword ? own.passwordFile() : usual.passwordFile(),
                        hasPassword ? own.passwordVariable() : usual.passwordVariable()));
    }

    private static Optional<URI> http(String text) {
        return uri(text)
                .filter(each -> String.valueOf(each.getScheme()).matches("(?i)https?")
                        && each.getHost() != null
                        && each.getPort() != 0
                        && each.getPort() <= MAX_PORT
                        && each.getRawUserInfo() == null
                        && each.getRawFragment() == null);
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Those that {@code order} names come first. */
    private static List<FleetFile.Node> ordered(Section top, List<FleetFile.Node> listed) {
        Map<String, FleetFile.Node> byName = new HashMap<>();
        listed.forEach(node -> byName.put(node.name(), node));
        Set<FleetFile.Node> ordered = new LinkedHashSet<>();
        for (String name : top.texts("order")) {
            FleetFile.Node node = byName.get(name);
            if (node == null) {
                top.wrong("order", name, "names of nodes");
            } else if (!ordered.add(node)) {
                top.wrong("order", name, "each name once");
            }
        }
        ordered.addAll(listed);
        return List.copyOf(ordered);
    }
}
