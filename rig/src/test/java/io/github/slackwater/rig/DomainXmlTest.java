package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainXmlTest {
    private static final String DOMAIN = """
            <domain>
              <resources><jdbc-connection-pool name="t">
                <property name="URL" value="jdbc:h2:x;AUTO_SERVER=TRUE"/></jdbc-connection-pool></resources>
              <configs>
                <config name="server-config">
                  <iiop-listener address="0.0.0.0" port="3700" id="orb-listener-1"/>
                  <jmx-connector address="0.0.0.0" port="8686" name="system"/>
                  <hazelcast-config-specific-configuration/>
                  <jvm-options>-Dx=org.apache.felix.shell,org.apache.felix.shell.remote,y</jvm-options>
                  <network-listeners>
                    <network-listener port="8080" name="http-listener-1"/>
                    <network-listener port="8181" name="http-listener-2"/>
                    <network-listener port="4848" name="admin-listener"/>
                  </network-listeners>
                  <thread-pool name="http-thread-pool"/>
                </config>
                <config name="default-config"><jmx-connector address="0.0.0.0" port="1" name="system"/></config>
              </configs>
            </domain>
            """;

    @TempDir
    private Path folder;

    @Test
    void everyListenerGetsLoopbackAndAPortOfItsOwn() throws Exception {
        Path file = Files.writeString(folder.resolve("domain.xml"), DOMAIN);
        AtomicInteger port = new AtomicInteger(20_000);
        DomainXml xml = new DomainXml(file);
        xml.httpThreads(9);
        DomainPorts ports = xml.listenOnLoopback(0, port::getAndIncrement);

        String config = Files.readString(file).replaceAll("(?s)<config name=\"default-config\".*", "");
        assertThat(ports).isEqualTo(new DomainPorts(20_000, 20_001, 20_002, 20_003));
        assertThat(config)
                .doesNotContain(
                        "0.0.0.0",
                        "AUTO_SERVER",
                        "shell.remote",
                        "\"8080\"",
                        "\"8181\"",
                        "\"4848\"",
                        "\"8686\"",
                        "\"3700\"")
                .contains("<jms-host host=\"127.0.0.1\"", "max-thread-pool-size=\"9\"")
                .contains("<hazelcast-config-specific-configuration enabled=\"false\"/>")
                .containsPattern("<network-listener address=\"127.0.0.1\" name=\"http-listener-2\"");
    }

    @Test
    void theTemplateOfInstancesListensOnLoopbackAndKeepsItsPorts() throws Exception {
        Path file = Files.writeString(folder.resolve("domain.xml"), DOMAIN);
        AtomicInteger port = new AtomicInteger(20_000);

        new DomainXml(file).listenOnLoopback(0, port::getAndIncrement);

        assertThat(Files.readString(file))
                .doesNotContain("0.0.0.0")
                .containsPattern("default-config\"><jmx-connector address=\"127.0.0.1\" name=\"system\" port=\"1\"");
    }

    @Test
    void aDomainOfGlassFishWhichHasNoDataGridIsAsGood() throws Exception {
        Path file = Files.writeString(
                folder.resolve("domain.xml"), DOMAIN.replace("<hazelcast-config-specific-configuration/>", ""));
        AtomicInteger port = new AtomicInteger(20_000);

        new DomainXml(file).listenOnLoopback(0, port::getAndIncrement);

        assertThat(Files.readString(file))
                .doesNotContain("hazelcast")
                .contains("<jms-host host=\"127.0.0.1\"")
                .containsPattern("<network-listener address=\"127.0.0.1\" name=\"http-listener-1\"");
    }

    @Test
    void anHttpPortThatIsAskedForIsTaken() throws Exception {
        Path file = Files.writeString(folder.resolve("domain.xml"), DOMAIN);
        AtomicInteger port = new AtomicInteger(20_000);

        DomainPorts ports = new DomainXml(file).listenOnLoopback(8081, port::getAndIncrement);

        assertThat(ports).isEqualTo(new DomainPorts(8081, 20_000, 20_001, 20_002));
        assertThat(Files.readString(file)).contains("port=\"8081\"");
    }

    @Test
    void aMissingListenerIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("domain.xml"), DOMAIN.replace("admin-listener", "other"));
        assertThatThrownBy(() -> new DomainXml(file).listenOnLoopback(0, () -> 1))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("no <network-listener name=\"admin-listener\">");
    }
}
