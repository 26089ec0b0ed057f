package io.github.slackwater.cli.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.slackwater.cli.redeploy.RedeployPlan;
import io.github.slackwater.cli.redeploy.ServerKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a fleet.yaml may say, and that the schema in docs says the same. */
class FleetReaderTest {

    private static final Path DOCS = Path.of("..", "docs", "fleet.schema.json");
    private static final Path EXAMPLES = Path.of("..", "examples", "fleet");

    /** One key on each line, so that a test can put another line in place of it. */
    private static final String GOOD = """
            application: shop
            max-unavailable: 1
            verify:
              path: /shop/version
              status: 200
            drain:
              when: auto
            pauses:
              after-node-seconds: 5
            health:
              interval-seconds: 2
            balancer:
              url: http://127.0.0.1:80/shop/
            on-failure:
              then: roll-back
            order: [ b ]
            nodes:
              - name: a
                jmx: a:8686
                url: http://a:8080
                admin: a:4848
              - name: b
                jmx: b:8686
                url: http://b:8080
            """;

    @TempDir
    Path folder;

    @Test
    void theExampleWithEveryKeyIsRead() throws Exception {
        FleetFile fleet = read(EXAMPLES.resolve("all-keys.yaml"));

        assertThat(fleet.application()).isEqualTo("shop");
        assertThat(fleet.maxUnavailable()).isEqualTo(new Share(25, true));
        assertThat(fleet.mostUnavailable()).isEqualTo(1);
        assertThat(fleet.nodes())
                .extracting(FleetFile.Node::name)
                .as("order comes first")
                .containsExactly("canary", "node1", "node2", "node3");
        assertThat(fleet.nodes())
                .extracting(FleetFile.Node::kind)
                .containsExactly(ServerKind.GLASSFISH, ServerKind.PAYARA, ServerKind.PAYARA, ServerKind.PAYARA);
        assertThat(fleet.nodes().get(0).login()).isEqualTo(new FleetFile.Login("operator", null, "CANARY_PASSWORD"));
        assertThat(fleet.nodes().get(1).login())
                .as("a password file stands beside the fleet file")
                .isEqualTo(new FleetFile.Login("admin", EXAMPLES.resolve("admin-password"), null));
        assertThat(fleet.drain().when()).isEqualTo(RedeployPlan.Drain.ALWAYS);
        assertThat(fleet.pauses().afterFirst()).isEqualTo(Duration.ofMinutes(5));
        assertThat(fleet.health().path()).isEqualTo("/slackwater/ready/shop");
        assertThat(fleet.onFailure().then()).isEqualTo(FleetFile.Then.ROLL_BACK);
    }

    @Test
    void whatIsNotSaidIsAsUsual() throws Exception {
        FleetFile fleet = read(EXAMPLES.resolve("fleet.yaml"));

        assertThat(fleet.mostUnavailable()).isEqualTo(1);
        assertThat(fleet.verify().timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(fleet.health().path()).isEqualTo("/shop/version");
        assertThat(fleet.balancer()).isNull();
        assertThat(fleet.drain().when()).isEqualTo(RedeployPlan.Drain.AUTO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "1|application: sh/op|1:14: application: sh/op (expected letters, digits and . _ : + -)",
                "1|# none|2:1: application is missing",
                "2|max-unavailable: 0|2:18: max-unavailable: 0 (expected 1 or more nodes, or 1% to 100%)",
                "2|max-unavailable: 101%|2:18: max-unavailable: 101% (expected 1 or more nodes, or 1% to 100%)",
                "2|max-unavailable: 1.5|2:18: max-unavailable: 1.5 (expected 1 or more nodes, or 1% to 100%)",
                "2|max-unavailable: []|2:18: max-unavailable (expected a text)",
                "2|maxunavailable: 1|2:1: maxunavailable (expected one of: application, balancer, drain, health, "
                        + "max-unavailable, nodes, on-failure, order, password, password-file, password-variable, pauses, "
                        + "server, slackwater-name, user, verify)",
                "2|password: secret|2:11: password: ... (expected password-file or password-variable: no password stands here)",
                "2|server: jetty|2:9: server: jetty (expected one of: payara, glassfish, wildfly)",
                "2|password-variable: 1A|2:20: password-variable: 1A (expected the name of an environment variable)",
                "4|  path: shop|4:9: verify.path: shop (expected a path that begins with one slash)",
                "4|  path: //lb/shop|4:9: verify.path: //lb/shop (expected a path that begins with one slash)",
                "5|  status: 42|5:11: verify.status: 42 (expected 100..599)",
                "5|  status: ok|5:11: verify.status: ok (expected 100..599)",
                "5|  header: X-Version|5:11: verify.header: X-Version (expected NAME=VALUE)",
                "5|  timeout-seconds: 0|5:20: verify.timeout-seconds: 0 (expected 1..86400)",
                "7|  when: soon|7:9: drain.when: soon (expected one of: auto, always, never)",
                "9|  after-node-seconds: -1|9:23: pauses.after-node-seconds: -1 (expected 0..86400)",
                "11|  interval-seconds: 0|11:21: health.interval-seconds: 0 (expected 1..60)",
                "13|  url: lb:80|13:8: balancer.url: lb:80 (expected http://... or https://...)",
                "15|  then: panic|15:9: on-failure.then: panic (expected one of: roll-back, stop)",
                "18|  - name: a b|18:11: nodes[0].name: a b (expected 1..100 letters, digits and . _ : -)",
                "19|    jmx: a|19:10: nodes[0].jmx: a (expected host:port, or a URL that begins with service:jmx:)",
                "20|    url: http://a:8080/shop|20:10: nodes[0].url: http://a:8080/shop (expected http://HOST:PORT or "
                        + "https://HOST:PORT, without a path)",
                "20|    ulr: http://a:8080|20:5: nodes[0].ulr (expected one of: admin, jmx, name, password, password-file, "
                        + "password-variable, server, url, user)",
                "21|    admin: //a|21:12: nodes[0].admin: //a (expected host:port, or http://... or https://...)"
            })
    void whatIsWrongIsToldWithItsLineAndColumnAndTheSchemaRefusesItToo(int line, String instead, String problem)
            throws Exception {
        Path file = write(replaced(line, instead));

        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(
                        FleetFileException.class, e -> assertThat(e.lines()).contains(file + ":" + problem));
        assertThat(schemaErrors(file)).as("the schema").isNotEmpty();
    }

    /** A schema cannot say these. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "2|password-file: \"\\0\"|2:16: password-file: \\u0000 (expected the name of a file)",
                "4|  path: /%zz|4:9: verify.path: /%zz (expected a path that begins with one slash)",
                "13|  url: http://lb:0/|13:8: balancer.url: http://lb:0/ (expected http://... or https://...)",
                "20|    url: http://a:65536|20:10: nodes[0].url: http://a:65536 (expected http://HOST:PORT or "
                        + "https://HOST:PORT, without a path)",
                "16|order: [ c ]|16:8: order: c (expected names of nodes)",
                "22|  - name: a|22:11: nodes[1].name: a (expected a name that no other node has)",
                "11|  good-seconds: 61|11:17: health.good-seconds: 61 (expected at most timeout-seconds, which is 60)"
            })
    void whatContradictsItselfIsTold(int line, String instead, String problem) throws Exception {
        Path file = write(replaced(line, instead));

        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(
                        FleetFileException.class, e -> assertThat(e.lines()).contains(file + ":" + problem));
    }

    @Test
    void allThatIsWrongIsToldAtOnceInTheOrderOfTheFile() throws Exception {
        Path file =
                write(GOOD.replace("max-unavailable: 1", "max-unavailable: 0").replace("jmx: b:8686", "jmx: b"));

        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(
                        FleetFileException.class,
                        e -> assertThat(e.lines())
                                .satisfiesExactly(
                                        first -> assertThat(first).contains(":2:18: max-unavailable"),
                                        second -> assertThat(second).contains(":23:10: nodes[1].jmx")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application: [|:1:15: no YAML: ",
                "application: a\\napplication: b|:2:1: ",
                "a: b: c|:1:5: no YAML: ",
                "''|:1:1: the file is empty",
                "- a|:1:1: the file (expected keys with values)",
                "just text|:1:1: the file: just text (expected keys with values)"
            })
    void whatIsNoYamlOrNoMappingIsToldWithItsPlace(String text, String problem) throws Exception {
        Path file = write(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> read(file))
                .isInstanceOfSatisfying(
                        FleetFileException.class,
                        e -> assertThat(e.lines()).anyMatch(line -> line.startsWith(file + problem)));
    }

    @Test
    void aByteThatIsNoCharacterIsToldWithItsPlace() throws Exception {
        byte[] bytes = "a: \u00e9\n\u00e9: x".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xff;
        Path file = Files.write(folder.resolve("fleet.yaml"), bytes);

        assertThatThrownBy(() -> read(file))
                .hasMessage(file + ":2:4: no UTF-8: the byte 0xff (expected a text file in UTF-8)");
    }

    @Test
    void aCharacterThatYamlDoesNotHaveIsToldWithItsPlace() throws Exception {
        Path file = write("a: \ud83d\ude00\n\ud83d\ude00: \u0001");

        assertThatThrownBy(() -> read(file)).hasMessageContaining(":2:4: no YAML: the character U+0001 (expected ");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path nowhere = folder.resolve("nowhere.yaml");

        assertThatThrownBy(() -> read(nowhere))
                .hasMessage(nowhere + ": cannot be read (expected a text file in UTF-8)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet.yaml", "all-keys.yaml"})
    void theSchemaTakesTheExamples(String name) throws Exception {
        assertThat(schemaErrors(EXAMPLES.resolve(name))).isEmpty();
    }

    @Test
    void theSchemaTakesWhatTheReaderTakes() throws Exception {
        Path file = write(GOOD);

        read(file);
        assertThat(schemaErrors(file)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1000, 1", "25%, 1000, 250", "25%, 3, 1", "100%, 7, 7", "33%, 10, 3", "5, 3, 5"})
    void aShareIsANumberOrAPercentageRoundedDown(String share, int nodes, int expected) {
        assertThat(Share.parse(share).orElseThrow().of(nodes)).isEqualTo(expected);
    }

    private static FleetFile read(Path file) throws FleetFileException {
        return FleetReader.read(file, address -> address.matches("service:jmx:.+|.+:\\d+"));
    }

    private static String replaced(int line, String instead) {
        List<String> lines = new ArrayList<>(GOOD.lines().toList());
        lines.set(line - 1, instead);
        return String.join("\n", lines) + "\n";
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("fleet.yaml"), text);
    }

    private static List<String> schemaErrors(Path file) throws IOException {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        JsonNode json = new ObjectMapper().valueToTree(document);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(DOCS));
        return schema.validate(json).stream().map(Object::toString).toList();
    }
}
