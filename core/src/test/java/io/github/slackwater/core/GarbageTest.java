package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Everything in the core that reads what comes from outside, with a great many inputs that nobody expects. How many, says the
 * system property {@code fuzz.inputs}; the seed stands in the failure.
 */
@Timeout(1_800)
class GarbageTest {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_126);
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 20_000);

    private final Garbage garbage = new Garbage(SEED);
    private final FakeTimekeeper time = new FakeTimekeeper();
    private final ApplicationLifecycle shop = new ApplicationLifecycle(
            "shop", new Configuration(Settings.DEFAULT, Map.of(), List.of()), "portable", time, Runnable::run);

    @Test
    void anyConfigurationStartsAndSaysWhatIsWrongInOneLineEach() {
        each(text -> {
            Configuration read = Configuration.read(key -> text, text);

            assertThat(read.problems()).allSatisfy(GarbageTest::isHarmless);
            assertThat(read.settings().lameDuckMax()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(read.settings().isExempt(text)).isIn(true, false);
        });
    }

    @Test
    void anyPathGoesThroughTheListsAsOneLine() {
        each(text -> {
            ActiveRequest request = Objects.requireNonNull(shop.enter(text, text));
            RequestInfo shown = shop.bean().activeRequests().get(0);
            isHarmless(shown.path());
            isHarmless(shown.method());
            isHarmless(shop.bean().interrupt(shown.id()).detail());
            request.leave();
        });
    }

    @Test
    void anyArgumentOverJmxIsRefusedWithWordsOrTaken() throws Exception {
        MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
        ServerLifecycle server = new ServerLifecycle(shop.configuration(), "portable", time, Runnable::run);
        ObjectName ofShop = LifecycleMBeans.application("shop");
        LifecycleMBeans.register(mbeans, ofShop, shop, "here");
        LifecycleMBeans.register(mbeans, LifecycleMBeans.SERVER, server, "here");
        String[] string = {String.class.getName()};
        String[] number = {int.class.getName()};
        for (String operation : List.of("threadDump", "interrupt")) {
            refused(mbeans, ofShop, operation, new Object[1], string);
            refused(mbeans, LifecycleMBeans.SERVER, operation, new Object[1], string);
        }
        each(text -> {
            for (String operation : List.of("threadDump", "interrupt")) {
                refused(mbeans, ofShop, operation, new Object[] {text}, string);
                refused(mbeans, LifecycleMBeans.SERVER, operation, new Object[] {text}, string);
            }
            int seconds = garbage.number();
            Object[] argument = {seconds};
            if (seconds < 0 || seconds > LifecycleMXBean.MAX_TIMEOUT_SECONDS) {
                refused(mbeans, ofShop, "beginDrain", argument, number);
            } else {
                assertThat(mbeans.invoke(ofShop, "beginDrain", argument, number))
                        .isNotNull();
                shop.bean().resume();
            }
            time.runDue();
        });
    }

    @Test
    void anyNameOfAnApplicationIsFoundAgain() {
        each(text -> {
            String name = ApplicationLifecycle.nameOf(text);
            assertThat(LifecycleMBeans.applicationName(LifecycleMBeans.application(name)))
                    .isEqualTo(name);
        });
    }

    @Test
    void anyAcceptHeaderGetsOneOfTheTwoBodies() {
        RefusalText refusal = new RefusalText(Duration.ofSeconds(5));
        each(text -> assertThat(refusal.body(List.of(text, text)).bytes()).hasSizeBetween(50, 250));
    }

    private static void refused(
            MBeanServer mbeans, ObjectName name, String operation, Object[] arguments, String[] signature) {
        try {
            mbeans.invoke(name, operation, arguments, signature);
        } catch (RuntimeMBeanException e) {
            assertThat(e.getCause()).isInstanceOf(IllegalArgumentException.class);
            isHarmless(String.valueOf(e.getMessage()));
            return;
        } catch (JMException e) {
            throw new AssertionError(operation, e);
        }
        throw new AssertionError(operation + " took it");
    }

    private static void isHarmless(String shown) {
        assertThat(shown).hasSizeLessThan(8_000).doesNotContain("\n", "\r", "\u001b", "\u0000", "\u202e");
    }

    private interface Check {
        void accept(String text) throws Exception;
    }

    private void each(Check check) {
        for (int input = 0; input < INPUTS; input++) {
            String text = garbage.text();
            try {
                check.accept(text);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed %d, input %d: %s".formatted(SEED, input, OneLine.of(text)), e);
            }
        }
    }
}
