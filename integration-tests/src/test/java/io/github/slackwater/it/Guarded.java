package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.RequestInfo;
import io.github.slackwater.core.State;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import io.github.slackwater.it.guarded.SeenServlet;
import io.github.slackwater.rig.HttpAnswer;
import io.github.slackwater.rig.RawConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The application that asks for users, behind the gate, and requests to it. */
final class Guarded {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** What differs between two answers to the same request. */
    private static final Set<String> OF_THE_MOMENT = Set.of("date", "set-cookie", "expires");

    private final ServerUnderTest server;
    private final String name;

    Guarded(ServerUnderTest server, String name) {
        this.server = server;
        this.name = name;
    }

    /** @param login {@code basic} or {@code form}, which is its name as well */
    static Path archive(String login) {
        WebArchive archive = ShrinkWrap.create(WebArchive.class, login + ".war")
                .addPackage(SeenServlet.class.getPackage())
                .addAsWebInfResource("guarded/" + login + ".xml", "web.xml")
                .addAsWebInfResource("guarded/glassfish-web.xml", "glassfish-web.xml")
                .addAsWebResource(new StringAsset("<p>Who are you?</p>\n"), "login.html")
                .addAsWebResource(new StringAsset("<p>Not you.</p>\n"), "refused.html");
        return Artifacts.export(archive, Path.of("target").toAbsolutePath());
    }

    LifecycleMXBean lifecycle() throws Exception {
        return LifecycleMBeans.application(server.jmx(), name);
    }

    /** One request; its id is in the query, and so in the access log. */
    record Call(String method, String path, Map<String, String> headers, String body) {

        static Call get(String path) {
            return new Call("GET", path, Map.of(), "");
        }

        static Call post(String path, String body) {
            return new Call("POST", path, Map.of("Content-Type", "text/plain"), body);
        }

        static Call form(String path, String body) {
            return new Call("POST", path, Map.of("Content-Type", "application/x-www-form-urlencoded"), body);
        }

        Call as(String user, String password) {
            String token = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            return with("Authorization", "Basic " + token);
        }

        Call with(String header, String value) {
            Map<String, String> more = new HashMap<>(headers);
            more.put(header, value);
            return new Call(method, path, more, body);
        }
    }

    /** An answer, and the id under which the access log has it. */
    record Seen(String id, HttpAnswer answer) {

        int status() {
            return answer.status();
        }

        /** What every answer to this request has in common. */
        String lasting() {
            Map<String, List<String>> headers = new TreeMap<>(answer.headers());
            headers.keySet().removeAll(OF_THE_MOMENT);
            boolean cookie = answer.headers().containsKey("set-cookie");
            return ("status " + answer.status() + "\n" + headers + "\nset-cookie " + cookie + "\n" + answer.body())
                    .replace(id, "ID");
        }

        /** As the header {@code Cookie} wants it; empty where none was set. */
        String cookie() {
            return answer.header("Set-Cookie").replaceFirst(";.*", "");
        }
    }

    Seen send(Call call) throws Exception {
        String id = "call-" + (1000 + NUMBERS.incrementAndGet());
        try (RawConnection connection = RawConnection.open(server.http("/"))) {
            return new Seen(
                    id, connection.send(call.method, "/" + name + call.path + "?id=" + id, call.headers, call.body));
        }
    }

    /** Sends all of them while a redeploy keeps the gate closed. */
    List<Seen> sendThroughARedeploy(List<Call> calls, Path archive) throws Exception {
        try (Background<Seen> stay = Background.run(() -> send(Call.get("/open/stay")));
                Background<Boolean> redeploy = Background.run(() -> {
                    await().atMost(BOUND).until(() -> lifecycle().getActiveRequests() == 1);
                    server.admin().redeploy(name, archive);
                    return true;
                })) {
            awaitClosed();
            List<Background<Seen>> parked = park(calls);
            for (RequestInfo request : lifecycle().activeRequests()) {
                lifecycle().interrupt(request.id());
            }
            assertThat(stay.result(BOUND).status()).isEqualTo(200);
            assertThat(redeploy.result(BOUND)).isTrue();
            return results(parked);
        }
    }

    /** Sends it while a drain keeps the gate closed; sessions are not touched by that. */
    Seen sendThroughADrain(Call call) throws Exception {
        lifecycle().drain(30);
        awaitClosed();
        List<Background<Seen>> parked = park(List.of(call));
        lifecycle().resume();
        return results(parked).get(0);
    }

    private void awaitClosed() {
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Set.of(State.DRAINING, State.DRAINED)
                        .contains(lifecycle().getState()));
    }

    private List<Background<Seen>> park(List<Call> calls) throws Exception {
        List<Background<Seen>> parked = new ArrayList<>();
        for (Call call : calls) {
            parked.add(Background.run(() -> send(call)));
        }
        await().atMost(BOUND).until(() -> lifecycle().getParkedRequests() == calls.size());
        return parked;
    }

    private static List<Seen> results(List<Background<Seen>> parked) throws Exception {
        List<Seen> seen = new ArrayList<>();
        for (Background<Seen> one : parked) {
            seen.add(one.result(BOUND));
            one.close();
        }
        return seen;
    }
}
