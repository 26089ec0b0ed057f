package io.github.slackwater.cli;

import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import org.junit.jupiter.api.AfterEach;

/** What the tests of commands share: a server to ask, over real JMX. */
abstract class CommandsTest {

    final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    final HandTime time = new HandTime();
    final DrainableServer drainable;
    final JmxServer jmx;
    final TestEnvironment shell = new TestEnvironment();

    CommandsTest() throws IOException, JMException {
        this(0);
    }

    CommandsTest(int lameDuckSeconds) throws IOException, JMException {
        drainable = new DrainableServer(mbeans, time, lameDuckSeconds);
        jmx = new JmxServer(mbeans);
        shell.variables.put(TargetOptions.JMX_VARIABLE, jmx.address());
    }

    @AfterEach
    void close() throws IOException {
        jmx.close();
        drainable.close();
        time.close();
    }
}
