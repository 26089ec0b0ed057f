package io.github.slackwater.it;

import java.lang.annotation.Annotation;
import java.util.List;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.api.event.ManagerStarted;
import org.jboss.arquillian.core.api.event.ManagerStopping;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.arquillian.test.spi.enricher.resource.ResourceProvider;
import org.jboss.arquillian.test.spi.event.suite.AfterClass;
import org.jboss.arquillian.test.spi.event.suite.BeforeClass;

/** Tells Arquillian what to deploy on the server of this run, and gives that server to the tests. */
public final class ServersExtension implements LoadableExtension {

    private static final ServerKind KIND = ServerKind.ofThisRun();

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Lifecycle.class)
                .service(DeploymentScenarioGenerator.class, Archives.class)
                .service(ResourceProvider.class, Provider.class);
        if (!KIND.hasAdapter()) {
            builder.service(DeployableContainer.class, RigContainer.class);
        }
    }

    static ServerKind kind() {
        return KIND;
    }

    /** What happens beside the adapter's own work. */
    static final class Lifecycle {

        private long logLength;

        /** Before {@code arquillian.xml} is read. A server that does not start fails every test class. */
        void prepare(@Observes(precedence = 100) ManagerStarted event) {
            KIND.prepare();
        }

        void begin(@Observes(precedence = 100) BeforeClass event) {
            logLength = KIND.beginLog();
        }

        /** After the undeployment, which is looked at as well. */
        void end(@Observes(precedence = -100) AfterClass event) {
            KIND.undeployed();
            List<String> complaints = KIND.log().complaints(logLength);
            if (!complaints.isEmpty()) {
                throw new AssertionError("the server's log has " + complaints.size()
                        + " complaints that name us (expected none):\n" + String.join("\n", complaints));
            }
        }

        void close(@Observes ManagerStopping event) {
            KIND.close();
        }
    }

    /** The archives under test are the same for every test class. */
    static final class Archives implements DeploymentScenarioGenerator {
        @Override
        public List<DeploymentDescription> generate(TestClass testClass) {
            return KIND.deployments();
        }
    }

    /** {@code @ArquillianResource ServerUnderTest}. */
    static final class Provider implements ResourceProvider {
        @Override
        public boolean canProvide(Class<?> type) {
            return type == ServerUnderTest.class;
        }

        @Override
        public Object lookup(ArquillianResource resource, Annotation... qualifiers) {
            return KIND.deployed();
        }
    }
}
