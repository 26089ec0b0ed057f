package io.github.slackwater.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WildFlyXmlTest {
    private static final String STANDALONE = """
            <server xmlns="urn:jboss:domain:20.0">
              <extensions><extension module="org.jboss.as.ee"/></extensions>
              <profile>
                <subsystem xmlns="urn:jboss:domain:ee:6.0"><concurrent/></subsystem>
                <subsystem xmlns="urn:jboss:domain:ee-security:1.0"/>
                <subsystem xmlns="urn:wildfly:elytron:community:18.0">
                  <sasl-authentication-factory name="application-sasl-authentication">
                    <mechanism mechanism-name="JBOSS-LOCAL-USER" realm-mapper="application"/>
                  </sasl-authentication-factory>
                  <sasl-authentication-factory name="management-sasl-authentication">
                    <mechanism mechanism-name="JBOSS-LOCAL-USER" realm-mapper="management"/>
                    <mechanism mechanism-name="DIGEST-MD5"/>
                  </sasl-authentication-factory>
                </subsystem>
                <subsystem xmlns="urn:jboss:domain:io:4.0"><worker name="default"/></subsystem>
                <subsystem xmlns="urn:jboss:domain:undertow:14.0"><server name="default-server">
                  <http-listener name="default" socket-binding="http"/>
                  <https-listener name="https" socket-binding="https"/>
                </server></subsystem></profile>
              <socket-binding-group>
                <socket-binding name="http" port="${jboss.http.port:8080}"/>
                <socket-binding name="iiop" port="3528"/>
                <socket-binding name="iiop-ssl" port="3529"/>
              </socket-binding-group>
            </server>
            """;

    @TempDir
    private Path folder;

    private Path file;
    private WildFlyXml xml;

    @BeforeEach
    void read() throws Exception {
        file = Files.writeString(folder.resolve("standalone.xml"), STANDALONE);
        xml = new WildFlyXml(file);
    }

    @Test
    void everyPortWithANumberGetsAnother() throws Exception {
        AtomicInteger port = new AtomicInteger(20_000);
        xml.otherPorts(port::getAndIncrement);

        assertThat(written())
                .contains(
                        "name=\"iiop\" port=\"20000\"", "name=\"iiop-ssl\" port=\"20001\"", "${jboss.http.port:8080}");
    }

    @Test
    void theLargestBodyIsWildFlysOwnUnlessAPropertySaysOtherwise() throws Exception {
        xml.maxPostSize();

        assertThat(written())
                .contains("<http-listener max-post-size=\"${rig.max-post-size:10485760}\" name=\"default\"")
                .contains("<https-listener name=\"https\" socket-binding=\"https\"/>");
    }

    @Test
    void managementAsksLocalUsersToo() throws Exception {
        xml.askLocalUsersForAPassword();

        assertThat(written())
                .contains("realm-mapper=\"application\"", "DIGEST-MD5")
                .doesNotContain("realm-mapper=\"management\"");
    }

    @Test
    void librariesHealthAndThreadsAreAdded() throws Exception {
        xml.globalDirectory(Path.of("/opt/libraries"));
        xml.addHealth();
        xml.httpThreads(9);

        assertThat(written())
                .contains("<subsystem xmlns=\"urn:jboss:domain:ee:6.0\"><global-directories>"
                        + "<directory name=\"libraries\" path=\"/opt/libraries\"/></global-directories><concurrent/>")
                .contains("<extension module=\"org.wildfly.extension.microprofile.health-smallrye\"/></extensions>")
                .contains(
                        "<subsystem xmlns=\"urn:wildfly:microprofile-health-smallrye:3.0\" security-enabled=\"false\"/>"
                                + "</profile>")
                .contains("<worker name=\"default\" task-max-threads=\"9\"/>");
    }

    @Test
    void whatIsMissingIsNamed() throws Exception {
        WildFlyXml empty = new WildFlyXml(Files.writeString(folder.resolve("empty.xml"), "<server/>"));

        assertThatThrownBy(() -> empty.httpThreads(9))
                .isInstanceOf(ServerException.class)
                .hasMessage("subsystem io: 0 (expected 1)");
        assertThatThrownBy(empty::askLocalUsersForAPassword)
                .hasMessageEndingWith("no <sasl-authentication-factory name=\"management-sasl-authentication\">");
    }

    private String written() throws Exception {
        xml.write();
        return Files.readString(file);
    }
}
