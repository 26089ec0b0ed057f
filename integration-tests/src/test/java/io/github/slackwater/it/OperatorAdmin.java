package io.github.slackwater.it;

import io.github.slackwater.it.operator.Operator;
import io.github.slackwater.it.operator.OperatorMBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The administrator of a Payara Micro: the same commands, run by {@link Operator} within the server. */
final class OperatorAdmin implements Admin {

    private final String jmxUrl;
    private final String user;
    private final String password;

    OperatorAdmin(String jmxUrl, String user, String password) {
        this.jmxUrl = jmxUrl;
        this.user = user;
        this.password = password;
    }

    /** The application that runs the commands. */
    static WebArchive archive() {
        return ShrinkWrap.create(WebArchive.class, "operator.war")
                .addPackage(Operator.class.getPackage())
                .addAsWebInfResource("operator/beans.xml", "beans.xml")
                .addAsWebInfResource("operator/web.xml", "web.xml");
    }

    @Override
    public void deploy(String name, Path archive) {
        run("deploy", "--name=" + name, "--contextroot=/" + name, archive.toString());
    }

    @Override
    public void deploy(String name, Path archive, Path library) {
        throw new UnsupportedOperationException("Payara Micro has --addLibs, which covers all applications");
    }

    @Override
    public void redeploy(String name, Path archive) {
        run("redeploy", "--name=" + name, archive.toString());
    }

    @Override
    public void redeployKeepingSessions(String name, Path archive) {
        run("redeploy", "--name=" + name, "--keepstate=true", archive.toString());
    }

    @Override
    public void undeploy(String name) {
        run("undeploy", name);
    }

    @Override
    public void command(String... words) {
        run(words[0], Arrays.copyOfRange(words, 1, words.length));
    }

    @SuppressWarnings("BanJNDI") // The address is this test's own server on this machine.
    private void run(String command, String... arguments) {
        try (JMXConnector connector = JMXConnectorFactory.connect(
                new JMXServiceURL(jmxUrl), Map.of(JMXConnector.CREDENTIALS, new String[] {user, password}))) {
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            String answer = JMX.newMBeanProxy(connection, new ObjectName(Operator.NAME), OperatorMBean.class)
                    .run(command, arguments);
            if (!answer.startsWith("SUCCESS") && !answer.startsWith("WARNING")) {
                throw new IllegalStateException(
                        command + " " + String.join(" ", arguments) + ": " + answer + " (expected SUCCESS)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
