package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of the gate under Lincheck; and that Lincheck, as it is run here, finds what is broken on purpose. */
class TurnstileLincheckTest {

    @Test
    void noRequestIsLostAndNoWakeUp() {
        Lincheck.check(Sound.class, TurnstileOperations.Specification.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {Checked.class, Striped.class, Lost.class})
    void whatIsBrokenIsFound(Class<?> broken) {
        assertThatThrownBy(() -> Lincheck.check(broken, TurnstileOperations.Specification.class))
                .isInstanceOf(LincheckAssertionError.class);
    }

    /** The real gate. */
    public static class Sound extends TurnstileOperations {
        /** For Lincheck. */
        public Sound() {
            super(new SoundTurnstile());
        }
    }

    /** Checks before it counts. */
    public static class Checked extends TurnstileOperations {
        /** For Lincheck. */
        public Checked() {
            super(new CheckedBeforeCounted());
        }
    }

    /** Counts in two stripes. */
    public static class Striped extends TurnstileOperations {
        /** For Lincheck. */
        public Striped() {
            super(new StripedCounter());
        }
    }

    /** Asks for waiters too early. */
    public static class Lost extends TurnstileOperations {
        /** For Lincheck. */
        public Lost() {
            super(new WakeUpLost());
        }
    }
}
