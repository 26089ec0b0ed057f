package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.slackwater.it.Guarded.Call;
import io.github.slackwater.it.Guarded.Seen;
import io.github.slackwater.rig.ServerOptions;
import io.github.slackwater.rig.WildFlyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Behind a gate of the server, applications that ask for users: a request that was parked is treated as one that has just
 * come.
 */
class SecurityIT extends BehindAGate {

    private static final String PASSWORD = "Fathom-20";
    private static final String BODY = "twenty fathoms ".repeat(1_000);

    /** What a server keeps during a login: Payara, as it comes, no more than 4 KiB. */
    private static final String KEPT = "twenty fathoms ".repeat(200);

    private Guarded basic;
    private Guarded form;
    private Path accessLog;

    /** Parking by an operator's drain keeps sessions, which a redeploy need not. */
    @Override
    ServerOptions options() {
        assumeFalse(ServersExtension.kind() instanceof PayaraMicroKind, "the rig adds no users to Payara Micro");
        return super.options().property("slackwater.when-draining", "park");
    }

    @BeforeAll
    void deploy() {
        launched.process().addUser("ann", PASSWORD, "keeper");
        launched.process().addUser("bob", PASSWORD, "visitor");
        accessLog = launched.process().logAccess();
        server.admin().deploy("basic", Guarded.archive("basic"));
        server.admin().deploy("form", Guarded.archive("form"));
        basic = new Guarded(server, "basic");
        form = new Guarded(server, "form");
    }

    @Test
    void usersRolesFiltersAndBodiesAreAsOfARequestThatHasJustCome() throws Exception {
        Map<Call, Integer> expected = Map.of(
                Call.get("/open/seen"), 200,
                Call.post("/open/seen", BODY), 200,
                Call.get("/keeper/seen"), 401,
                Call.get("/keeper/seen").as("ann", "wrong"), 401,
                Call.get("/keeper/seen").as("bob", PASSWORD), 403,
                Call.get("/keeper/seen").as("ann", PASSWORD), 200,
                Call.post("/keeper/seen", BODY).as("ann", PASSWORD), 200,
                // A long body might be refused before all of it was sent.
                Call.post("/keeper/seen", "in vain").as("bob", PASSWORD), 403);
        List<Call> calls = List.copyOf(expected.keySet());

        List<Seen> parked = basic.sendThroughARedeploy(calls, Guarded.archive("basic"));
        List<Seen> unparked = new ArrayList<>();
        for (Call call : calls) {
            unparked.add(basic.send(call));
        }

        for (int i = 0; i < calls.size(); i++) {
            Call call = calls.get(i);
            Seen seen = parked.get(i);
            assertThat(seen.status()).as("%s", call).isEqualTo(expected.get(call));
            assertThat(seen.lasting()).as("%s", call).isEqualTo(unparked.get(i).lasting());
            if (seen.status() == 200) {
                assertThat(seen.answer().header("X-Mark")).isEqualTo("REQUEST");
                assertThat(seen.answer().body())
                        .contains("dispatcher=REQUEST", "body=" + call.body())
                        .contains(call.path().startsWith("/keeper") ? "principal=ann\nkeeper=true" : "principal=null");
            }
        }
        assertLogged(parked);
    }

    @Test
    void aFormLoginReplaysThePostThatAskedForIt() throws Exception {
        Call post = Call.post("/keeper/seen", KEPT);
        Call login = Call.form("/j_security_check", "j_username=ann&j_password=" + PASSWORD);

        Seen asked = form.sendThroughADrain(post);
        assertThat(asked.lasting()).isEqualTo(form.send(post).lasting());
        assertThat(asked.answer().body()).contains("Who are you?").doesNotContain("principal");

        Seen known = form.sendThroughADrain(login.with("Cookie", asked.cookie()));
        assertThat(known.status()).isIn(302, 303);
        assertThat(known.answer().header("Location")).contains("/form/keeper/seen");
        String cookie = known.cookie().isEmpty() ? asked.cookie() : known.cookie();

        // The server sends the body again that it kept.
        Seen replayed = form.sendThroughADrain(Call.get("/keeper/seen").with("Cookie", cookie));
        assertThat(replayed.status()).isEqualTo(200);
        assertThat(replayed.answer().body())
                .contains("method=POST", "dispatcher=REQUEST", "principal=ann", "keeper=true", "body=" + KEPT);
        assertThat(replayed.answer().header("X-Mark")).isEqualTo("REQUEST");
        assertLogged(List.of(known));
        assertLoggedWithReplay(asked, replayed);
    }

    @Test
    void aFormLoginWithTheWrongUserIsRefused() throws Exception {
        Seen asked = form.sendThroughARedeploy(List.of(Call.get("/keeper/seen")), Guarded.archive("form"))
                .get(0);
        assertThat(asked.lasting())
                .isEqualTo(form.send(Call.get("/keeper/seen")).lasting());
        assertThat(asked.answer().body()).contains("Who are you?");

        Call wrong = Call.form("/j_security_check", "j_username=ann&j_password=wrong");
        Seen refused = form.sendThroughADrain(wrong.with("Cookie", asked.cookie()));
        assertThat(refused.answer().body() + refused.answer().header("Location"))
                .containsAnyOf("Not you.", "/refused.html");

        Call bob = Call.form("/j_security_check", "j_username=bob&j_password=" + PASSWORD);
        Seen known = form.sendThroughADrain(bob.with("Cookie", asked.cookie()));
        String cookie = known.cookie().isEmpty() ? asked.cookie() : known.cookie();
        Seen forbidden = form.sendThroughADrain(Call.get("/keeper/seen").with("Cookie", cookie));
        assertThat(forbidden.status()).isEqualTo(403);
        assertLogged(List.of(refused, known));
        assertLoggedWithReplay(asked, forbidden);
    }

    /** Exactly one line for each, with its status. */
    private void assertLogged(List<Seen> answers) {
        for (Seen seen : answers) {
            await().atMost(OnServer.SOON)
                    .untilAsserted(() -> assertThat(lines(seen.id()))
                            .as("access log for %s", seen.id())
                            .singleElement()
                            .asString()
                            .containsPattern("\" " + seen.status() + "\\b"));
        }
    }

    /** Payara, parked or not, logs a request that it replays with the query of the one that asked for the login. */
    private void assertLoggedWithReplay(Seen asked, Seen replayed) {
        if (launched.process() instanceof WildFlyServer) {
            assertLogged(List.of(asked, replayed));
        } else {
            await().atMost(OnServer.SOON)
                    .untilAsserted(() -> assertThat(lines(asked.id()))
                            .as("access log for %s and %s", asked.id(), replayed.id())
                            .satisfiesExactly(
                                    line -> assertThat(line).containsPattern("\" " + asked.status() + "\\b"),
                                    line -> assertThat(line).containsPattern("\" " + replayed.status() + "\\b")));
        }
    }

    private List<String> lines(String id) throws IOException {
        try (Stream<Path> files = Files.list(accessLog)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.filter(path -> path.getFileName().toString().contains("access"))
                    .toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.contains(id))
                        .forEach(lines::add);
            }
            return lines;
        }
    }
}
