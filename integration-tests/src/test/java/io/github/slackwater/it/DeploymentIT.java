package io.github.slackwater.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.slackwater.core.LifecycleMXBean;
import io.github.slackwater.core.Status;
import io.github.slackwater.core.jmx.LifecycleMBeans;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.rmi.RemoteException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularData;
import javax.security.sasl.SaslException;
import org.junit.jupiter.api.Test;

/** What an administrator finds after the deployment, from outside and without any class of ours. */
class DeploymentIT extends OnServer {

    private static final Set<String> OPERATIONS = Arrays.stream(LifecycleMXBean.class.getMethods())
            .filter(method -> !Modifier.isStatic(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !name.startsWith("get"))
            .collect(Collectors.toSet());

    @Test
    void everyOperationIsPublishedWithTheNamesAndTextsThatAConsoleShows() throws Exception {
        MBeanInfo info = server.jmx().getMBeanInfo(LifecycleMBeans.SERVER);

        assertThat(info.getDescription()).contains("Drains requests");
        assertThat(Arrays.stream(info.getOperations()).map(MBeanOperationInfo::getName))
                .containsExactlyInAnyOrderElementsOf(OPERATIONS);
        for (MBeanOperationInfo operation : info.getOperations()) {
            assertThat(operation.getDescription())
                    .as(operation.getName())
                    .isNotBlank()
                    .isNotEqualTo(operation.getName())
                    .doesNotContain("Operation exposed for management");
            for (MBeanParameterInfo parameter : operation.getSignature()) {
                assertThat(parameter.getName())
                        .as(operation.getName())
                        .isIn("timeoutSeconds", "id", "holder", "seconds");
                assertThat(parameter.getDescription()).contains(" ");
            }
        }
        for (MBeanAttributeInfo attribute : info.getAttributes()) {
            assertThat(attribute.getDescription())
                    .as(attribute.getName())
                    .isNotBlank()
                    .isNotEqualTo(attribute.getName())
                    .doesNotContain("Attribute exposed for management");
            assertThat(attribute.isWritable()).as(attribute.getName()).isFalse();
        }
    }

    @Test
    void onlyOpenTypesCrossTheWire() throws Exception {
        for (String operation : List.of("status", "activeRequests", "stragglers", "interruptStragglers", "resume")) {
            Object value = server.jmx().invoke(LifecycleMBeans.SERVER, operation, new Object[0], new String[0]);
            assertThat(typesIn(value)).as(operation).isSubsetOf(OpenType.ALLOWED_CLASSNAMES_LIST);
        }
        for (MBeanAttributeInfo attribute :
                server.jmx().getMBeanInfo(LifecycleMBeans.SERVER).getAttributes()) {
            Object value = server.jmx().getAttribute(LifecycleMBeans.SERVER, attribute.getName());
            assertThat(typesIn(value)).as(attribute.getName()).isSubsetOf(OpenType.ALLOWED_CLASSNAMES_LIST);
        }
    }

    @Test
    void theShopHasItsOwnMBeanAndSlackwaterItselfIsNotCovered() throws Exception {
        assertThat(LifecycleMBeans.applications(server.jmx()).keySet()).containsExactly(ServerUnderTest.SHOP);
        assertThat(server.lifecycle().status().applications())
                .singleElement()
                .satisfies(shop -> assertThat(shop.name()).isEqualTo(ServerUnderTest.SHOP));
    }

    @Test
    void theStatusTellsVersionAdapterAndConfigurationInForce() {
        Status status = server.lifecycle().status();

        assertThat(status.name()).isEqualTo("server");
        assertThat(status.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(status.adapter()).isNotBlank();
        assertThat(status.configurationProblems()).isEmpty();
        assertThat(status.configuration())
                .containsEntry("slackwater.retry-after-seconds", "5")
                .containsEntry("slackwater.drain-on-stop.timeout-seconds", "30");
    }

    @Test
    void aChangeOfStateAndTheEndOfADrainAreToldToARemoteListener() throws Exception {
        BlockingQueue<Notification> heard = new LinkedBlockingQueue<>();
        server.jmx().addNotificationListener(LifecycleMBeans.SERVER, (n, handback) -> heard.add(n), null, null);

        server.lifecycle().drain(4);

        List<String> types = new ArrayList<>();
        Notification last;
        do {
            last = heard.poll(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(last).as("after " + types).isNotNull();
            types.add(last.getType());
        } while (!last.getType().equals("slackwater.drain.ended"));
        assertThat(types).contains("jmx.attribute.change");
        assertThat(last.getUserData())
                .isInstanceOfSatisfying(
                        CompositeData.class,
                        report -> assertThat(report.get("outcome")).isEqualTo("DRAINED"));
    }

    /** Payara Server's connector refuses with an exception that it cannot send, WildFly's with one of its protocol. */
    @Test
    void aWrongPasswordIsRefusedByTheServersOwnConnector() {
        assertThatThrownBy(() -> server.connect("not-the-password").close())
                .isInstanceOfAny(SecurityException.class, RemoteException.class, SaslException.class);
    }

    /** The names of the classes in a value, however deep. */
    private static Set<String> typesIn(Object value) {
        if (value instanceof CompositeData data) {
            return typesIn(data.values());
        }
        if (value instanceof TabularData data) {
            return typesIn(data.values());
        }
        if (value instanceof Object[] array) {
            return typesIn(Arrays.asList(array));
        }
        if (value instanceof Collection<?> values) {
            return values.stream()
                    .filter(each -> each != null)
                    .flatMap(each -> typesIn(each).stream())
                    .collect(Collectors.toSet());
        }
        return value == null ? Set.of() : Set.of(value.getClass().getName());
    }
}
