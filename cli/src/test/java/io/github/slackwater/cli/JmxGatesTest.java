package io.github.slackwater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.slackwater.cli.redeploy.Gates;
import io.github.slackwater.cli.redeploy.RedeployCode;
import io.github.slackwater.cli.redeploy.RedeployFailure;
import io.github.slackwater.cli.redeploy.Stop;
import io.github.slackwater.core.Outcome;
import io.github.slackwater.core.State;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class JmxGatesTest extends CommandsTest {

    private final CountDownLatch shown = new CountDownLatch(1);
    private JmxGates gates;

    JmxGatesTest() throws IOException, JMException {}

    @BeforeEach
    void connect() {
        TargetOptions target = new TargetOptions();
        new CommandLine(target).parseArgs("--jmx", jmx.address());
        gates = new JmxGates(() -> Session.open(target, shell), sample -> shown.countDown());
    }

    @AfterEach
    void disconnect() {
        gates.close();
    }

    @Test
    void anApplicationIsKnownByItsNameAndWithoutAGateItIsNotGated() {
        assertThat(gates.states("shop")).isEqualTo(new Gates.States(State.SERVING, State.SERVING, false));
        assertThat(gates.states("bank")).isEqualTo(new Gates.States(State.SERVING, null, false));
        assertThat(gates.states(null)).isEqualTo(new Gates.States(State.SERVING, null, false));
    }

    @Test
    void theApplicationIsClosedTheServerIsHiddenAndBothAreOpenedAgain() {
        assertThat(gates.drain("shop", 60, new Stop()).outcome()).isEqualTo(Outcome.DRAINED);
        gates.lameDuck();
        assertThat(gates.states("shop")).isEqualTo(new Gates.States(State.LAME_DUCK, State.DRAINED, false));

        gates.resume(null);
        gates.resume("shop");
        assertThat(gates.states("shop")).isEqualTo(new Gates.States(State.SERVING, State.SERVING, false));
    }

    @Test
    void aSignalEndsTheWaitForADrainAndTheDrainCanBeTakenBack() throws Exception {
        drainable.request("/shop/slow");
        Stop stop = new Stop();
        Thread signal = new Thread(() -> {
            try {
                shown.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            stop.request();
        });
        signal.start();

        assertThatThrownBy(() -> gates.drain("shop", 60, stop))
                .asInstanceOf(type(RedeployFailure.class))
                .extracting(RedeployFailure::code)
                .isEqualTo(RedeployCode.STOPPED);

        assertThat(drainable.shop.state()).isEqualTo(State.DRAINING);
        gates.resume("shop");
        assertThat(drainable.shop.state()).isEqualTo(State.SERVING);
        signal.join();
    }

    @Test
    void whatIsNotThereIsSaid() {
        drainable.withdrawServer();

        assertThatThrownBy(() -> gates.states("shop"))
                .asInstanceOf(type(RedeployFailure.class))
                .extracting(RedeployFailure::code)
                .isEqualTo(RedeployCode.NOT_DEPLOYED);
    }
}
