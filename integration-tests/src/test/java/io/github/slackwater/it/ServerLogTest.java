package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests on real servers rely on it to see what they must not overlook. */
class ServerLogTest {

    private static final String SERVER =
            "[2026-11-23T16:02:39.463+0000] [Payara 6.2025.9] [%s] [] [%s] [tid: _ThreadID=47]"
                    + " [timeMillis: 1795449759463] [levelValue: 900] [[\n  %s]]\n\n";
    private static final String MICRO =
            "[2026-11-23T16:04:00.248+0000] [] [\u001b[1;93m%s\u001b[0m] [] [\u001b[1;94m%s\u001b[0m]"
                    + " [tid: _ThreadID=1] [timeMillis: 1795449840248] [levelValue: 900] %s\n\n";

    @TempDir
    private Path folder;

    @Test
    void warningsAndErrorsThatNameUsAreSeenInBothForms() throws Exception {
        for (String form : new String[] {SERVER, MICRO}) {
            for (String level : new String[] {"WARNING", "SEVERE"}) {
                assertThat(log(form.formatted(level, "io.github.slackwater.ejb.Running", "a step failed"))
                                .complaints(0))
                        .hasSize(1);
                assertThat(log(form.formatted(level, "org.glassfish.web", "context /Slackwater failed"))
                                .complaints(0))
                        .hasSize(1);
            }
        }
    }

    @Test
    void aStackTraceIsSeenAtAnyLevel() throws Exception {
        String trace =
                "odd\njava.lang.IllegalStateException: odd\n\tat io.github.slackwater.core.Gate.enter(Gate.java:1)";
        assertThat(log(MICRO.formatted("INFO", "some.logger", trace)).complaints(0))
                .hasSize(1);
    }

    @Test
    void newsOfOursAndWarningsOfOthersAreNoComplaints() throws Exception {
        assertThat(log(SERVER.formatted("INFO", "io.github.slackwater.ejb.Running", "Slackwater is ready")
                                + MICRO.formatted("WARNING", "PayaraMicro", "the runtime directory is temporary")
                                + MICRO.formatted("INFO", "x", "io.github.slackwater.web at /slackwater"))
                        .complaints(0))
                .isEmpty();
    }

    @Test
    void whatAnApplicationThatIsNotCoveredComplainsOfIsItsOwn() throws Exception {
        String trace =
                "odd\n\tat deployment.%s//io.github.slackwater.examples.shop.SlowServlet.doGet(SlowServlet.java:1)";
        assertThat(log(SERVER.formatted("SEVERE", "web", trace.formatted("plain.war")))
                        .complaints(0))
                .isEmpty();
        assertThat(log(SERVER.formatted("SEVERE", "web", trace.formatted("shop.war")))
                        .complaints(0))
                .hasSize(1);
    }

    /** The first two were seen: which one it is depends on how far the reader had come. */
    @ParameterizedTest
    @ValueSource(strings = {"ZipFile closed", "Stream closed", "Inflater has been closed"})
    void aClassOfOursThatPayaraHadInHandWhenItClosedTheArchiveIsNoComplaint(String closed) throws Exception {
        String entry = "Exception while visiting io/github/slackwater/filter/Passage.class of size 9785\n"
                + "java.util.zip.ZipException: %s\n\tat java.base/java.util.zip.ZipFile.read(ZipFile.java:848)";

        assertThat(log(SERVER.formatted("SEVERE", "javax.enterprise", entry.formatted(closed)))
                        .complaints(0))
                .isEmpty();
        assertThat(log(SERVER.formatted("SEVERE", "javax.enterprise", entry.formatted("invalid entry")))
                        .complaints(0))
                .hasSize(1);
    }

    @Test
    void onlyWhatCameLaterIsLookedAt() throws Exception {
        String early = SERVER.formatted("SEVERE", "slackwater", "early");
        ServerLog log = log(early + SERVER.formatted("SEVERE", "slackwater", "late"));
        assertThat(log.complaints(0)).hasSize(2);
        assertThat(log.complaints(early.length())).singleElement().asString().contains("late");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WILDFLY | 2026-11-23 16:02:39,463 %s [io.github.slackwater.x] (main) odd        | WARN           | INFO
            WILDFLY | 16:02:39,463 %s [org.jboss.as.server] (MSC) slackwater.ear            | ERROR          | DEBUG
            WILDFLY | 2026-11-23 16:02:39,463 WARN  [x] (main) %s: {"name":"slackwater"}    | WFLYSRV0001    | WFLYMPHEALTH0003
            LIBERTY | [11/23/26, 16:02:39:463 UTC] 0000002a io.github.slackwater.Running %s | W odd          | I odd
            TOMCAT  | 23-Nov-2026 16:02:39.463 %s [main] io.github.slackwater.x.Running odd | SEVERE         | INFO
            """)
    void eachServersOwnFormIsUnderstood(LogFormat format, String entry, String bad, String harmless) throws Exception {
        String text =
                entry.formatted(harmless) + "\n" + entry.formatted(bad) + "\n  more\n" + entry.formatted(harmless);
        ServerLog log = new ServerLog(Files.writeString(folder.resolve("server.log"), text), format);

        assertThat(log.entries(0)).hasSize(3);
        assertThat(log.complaints(0)).singleElement().asString().contains(bad).contains("more");
    }

    private ServerLog log(String text) throws IOException {
        return new ServerLog(Files.writeString(folder.resolve("server.log"), text), LogFormat.PAYARA);
    }
}
