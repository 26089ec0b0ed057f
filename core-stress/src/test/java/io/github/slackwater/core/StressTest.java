package io.github.slackwater.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The races of the core under jcstress; and that jcstress, as it is run here, finds what is broken on purpose. */
class StressTest {

    @Test
    void noForbiddenOutcomeIsSeen() throws Exception {
        Jcstress.Result result = Jcstress.run("\\.core\\.(?!Broken)[A-Za-z]+Stress$");

        assertThat(result.exitValue()).as(result.output()).isZero();
        assertThat(result.output()).contains("ParkAgainstOpenStress", "StaleWaiterStress");
    }

    @ParameterizedTest
    @CsvSource({
        "BrokenEnterAgainstCloseStress, admitted by a gate that has reported slack water",
        "BrokenLeaveAgainstCloseStress, the wake-up is lost",
        "BrokenZeroIsNeverFalseStress, a zero that is false",
    })
    void whatIsBrokenIsFound(String test, String outcome) throws Exception {
        Jcstress.Result result = Jcstress.run("\\.core\\." + test + "$");

        assertThat(result.foundForbidden(outcome)).as(result.output()).isTrue();
        assertThat(result.exitValue()).isNotZero();
    }
}
