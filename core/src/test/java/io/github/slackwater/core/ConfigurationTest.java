package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @Test
    void hasADefaultForEveryKey() {
        Configuration configuration = read(Map.of());

        assertThat(configuration.settings()).isEqualTo(Settings.DEFAULT);
        assertThat(configuration.problems()).isEmpty();
        assertThat(configuration.inForce())
                .containsOnly(
                        Map.entry("slackwater.lame-duck.min-seconds", "0"),
                        Map.entry("slackwater.lame-duck.quiet-seconds", "1"),
                        Map.entry("slackwater.lame-duck.max-seconds", "15"),
                        Map.entry("slackwater.retry-after-seconds", "5"),
                        Map.entry("slackwater.drain-on-stop.timeout-seconds", "30"),
                        Map.entry("slackwater.lease-seconds", "0"),
                        Map.entry("slackwater.long-lived.when-draining", "end"),
                        Map.entry("slackwater.long-lived.grace-seconds", "2"),
                        Map.entry("slackwater.long-lived.age-seconds", "10"),
                        Map.entry("slackwater.server-gate", "on"),
                        Map.entry("slackwater.when-draining", "reject"),
                        Map.entry("slackwater.park.max-requests", "10000"),
                        Map.entry("slackwater.park.max-seconds", "60"),
                        Map.entry("slackwater.park.release-per-second", "2000"),
                        Map.entry(
                                "slackwater.exempt-paths",
                                "/health,/health/live,/health/ready,/health/started,/metrics,/metrics/*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "3601", "1.5", "99999999999999", "1s"})
    void aValueThatIsNotUnderstoodIsReportedAndTheDefaultApplies(String value) {
        Configuration configuration = read(Map.of("slackwater.lame-duck.max-seconds", value));

        assertThat(configuration.settings().lameDuckMax()).isEqualTo(Duration.ofSeconds(15));
        assertThat(configuration.problems())
                .containsExactly("slackwater.lame-duck.max-seconds: " + value
                        + " (expected whole seconds, 0..3600); 15 applies");
    }

    @Test
    void parkingIsConfiguredAndWhatIsNotUnderstoodIsReported() {
        Configuration configuration = read(Map.of(
                "slackwater.when-draining", "Park",
                "slackwater.park.max-requests", "0",
                "slackwater.park.max-seconds", "5"));
        assertThat(configuration.settings().parking())
                .isEqualTo(new Parking(true, 0, Duration.ofSeconds(5), Parking.DEFAULT.releasePerSecond()));
        assertThat(configuration.problems()).isEmpty();

        assertThat(read(Map.of("slackwater.when-draining", "wait", "slackwater.park.max-requests", "many"))
                        .problems())
                .containsExactly(
                        "slackwater.when-draining: wait (expected reject or park); reject applies",
                        "slackwater.park.max-requests: many (expected a whole number, 0..1000000); 10000 applies");
    }

    @Test
    void whatBecomesOfLongLivedRequestsIsConfiguredAndWhatIsNotUnderstoodIsReported() {
        Configuration configuration = read(Map.of(
                "slackwater.long-lived.when-draining", "Wait",
                "slackwater.long-lived.grace-seconds", "0",
                "slackwater.long-lived.age-seconds", "86400"));
        assertThat(configuration.settings().longLived())
                .isEqualTo(new LongLived(false, Duration.ZERO, Duration.ofDays(1)));
        assertThat(configuration.problems()).isEmpty();

        assertThat(read(Map.of(
                                "slackwater.long-lived.when-draining", "cut",
                                "slackwater.long-lived.grace-seconds", "3601",
                                "slackwater.long-lived.age-seconds", "0"))
                        .problems())
                .containsExactly(
                        "slackwater.long-lived.when-draining: cut (expected end or wait); end applies",
                        "slackwater.long-lived.grace-seconds: 3601 (expected whole seconds, 0..3600); 2 applies",
                        "slackwater.long-lived.age-seconds: 0 (expected whole seconds, 1..86400); 10 applies");
    }

    @Test
    void oneBadValueDoesNotHideTheOthers() {
        Configuration configuration = read(Map.of(
                "slackwater.lame-duck.max-seconds", "soon",
                "slackwater.retry-after-seconds", "9",
                "slackwater.exempt-paths", "/health/*, nonsense ,/ping"));

        assertThat(configuration.settings().retryAfter()).isEqualTo(Duration.ofSeconds(9));
        assertThat(configuration.settings().exemptPaths()).containsExactly("/health/*", "/ping");
        assertThat(configuration.problems()).hasSize(2).last().asString().contains("nonsense");
    }

    @Test
    void aMinimumAsLongAsTheMaximumIsWell() {
        assertThat(read(Map.of("slackwater.lame-duck.min-seconds", "15")).problems())
                .isEmpty();
    }

    @Test
    void aMinimumAboveTheMaximumIsReported() {
        Configuration configuration = read(Map.of("slackwater.lame-duck.min-seconds", "20"));

        assertThat(configuration.problems()).singleElement().asString().contains("20 (expected at most");
    }

    @Test
    void anApplicationsOwnKeysComeFirst() {
        var source = Map.of(
                "slackwater.lease-seconds", "60",
                "slackwater.application.\"shop\".lease-seconds", "90");

        assertThat(Configuration.read(source::get, "shop").settings().lease()).isEqualTo(Duration.ofSeconds(90));
        assertThat(Configuration.read(source::get, "bank").settings().lease()).isEqualTo(Duration.ofSeconds(60));
        assertThat(Configuration.read(source::get, null).settings().lease()).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"/health/ready, true", "/health/records, false", "/metrics, true", "/, false"})
    void whatMonitoringAsksForIsExemptByDefault(String path, boolean exempt) {
        assertThat(read(Map.of()).settings().isExempt(path)).isEqualTo(exempt);
    }

    @Test
    void configuredPathsTakeThePlaceOfTheDefault() {
        assertThat(read(Map.of("slackwater.exempt-paths", "/ping")).settings().exemptPaths())
                .containsExactly("/ping");
    }

    @ParameterizedTest
    @CsvSource({
        "/health, true",
        "/health/ready, true",
        "/healthy, false",
        "/public/ready, false",
        "/ping, true",
        "/pong, false",
        "/ping/x, false",
        "/, false",
        "'', false"
    })
    void exemptPathsAreExactOrAllBelow(String path, boolean exempt) {
        Settings settings =
                read(Map.of("slackwater.exempt-paths", "/health/*,/ping")).settings();

        assertThat(settings.isExempt(path)).isEqualTo(exempt);
        assertThat(settings.isExempt("/ping/shop" + path, "/ping/shop".length()))
                .as("below a context path")
                .isEqualTo(exempt);
    }

    @ParameterizedTest
    @CsvSource({
        "slackwater.lease-seconds, 1",
        "slackwater_lease_seconds, 1",
        "SLACKWATER_LEASE_SECONDS, 1",
        "SLACKWATER_LEASE, "
    })
    void environmentVariablesFollowTheRuleOfMicroProfileConfig(String variable, String expected) {
        Map<String, String> environment = Map.of(variable, "1");

        assertThat(ConfigurationSource.environment("slackwater.lease-seconds", environment::get))
                .isEqualTo(expected);
    }

    @Test
    void aProblemIsLoggedOnceInTheJvmWhoeverReadsIt() {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger("io.github.slackwater.said-once");
        logger.setUseParentHandlers(false);
        logger.addHandler(new StreamHandler() {
            @Override
            public synchronized void publish(LogRecord entry) {
                logged.add(MessageFormat.format(entry.getMessage(), entry.getParameters()));
            }
        });
        String value = "said-" + System.nanoTime();

        read(Map.of("slackwater.lease-seconds", value)).logProblems(System.getLogger(logger.getName()));
        Configuration.read(Map.of("slackwater.lease-seconds", value)::get, "shop")
                .logProblems(System.getLogger(logger.getName()));

        assertThat(logged)
                .containsExactly("Slackwater: slackwater.lease-seconds: " + value
                        + " (expected whole seconds, 0..86400); 0 applies");
    }

    private static Configuration read(Map<String, String> values) {
        return Configuration.read(values::get, null);
    }
}
