package io.github.slackwater.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar: what is in it, and that an unmodified application is covered by it. */
class DropInJarIT {

    private static final Path JAR = Path.of(System.getProperty("slackwater.jar", "target/slackwater-filter.jar"));
    private static final String OURS = "io/github/slackwater/";

    private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();

    @TempDir
    Path directory;

    @Test
    void onlyTheEventsKeepTheirPackage() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> classes = jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();

            assertThat(classes)
                    .allMatch(name -> name.startsWith(OURS + "filter/") || name.startsWith(OURS + "core/event/"));
            assertThat(classes)
                    .contains(
                            OURS + "filter/DrainFilter.class",
                            OURS + "filter/core/LifecycleMXBean.class",
                            OURS + "core/event/DrainStarted.class");
            assertThat(jar.getEntry(OURS + "filter/core/version.properties")).isNotNull();
            assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Title"))
                    .isEqualTo("Slackwater filter");
        }
    }

    @Test
    void itCoversAnApplicationFromItsOwnLibrary() throws Exception {
        deploy("metadata-complete=\"false\"");

        assertCovered();
    }

    @Test
    void itCoversAnApplicationFromTheLibraryOfTheServer() throws Exception {
        assertThat(DrainFilter.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .as("this test runs with the finished jar on its class path")
                .endsWith("slackwater-filter.jar");

        assertCovered();
    }

    @Test
    void itCoversAnApplicationWhoseDescriptorIsComplete() throws Exception {
        deploy("metadata-complete=\"true\"");

        assertCovered();
    }

    private void deploy(String attribute) throws IOException {
        Path lib = Files.createDirectories(directory.resolve("WEB-INF/lib"));
        Files.copy(JAR, lib.resolve("slackwater-filter.jar"));
        Files.writeString(
                directory.resolve("WEB-INF/web.xml"),
                "<web-app xmlns='https://jakarta.ee/xml/ns/jakartaee' version='6.0' " + attribute
                        + "><distributable/></web-app>");
    }

    private void assertCovered() throws Exception {
        Files.writeString(directory.resolve("page.txt"), "a page");
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(new File("target/tomcat").getAbsolutePath());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        var context = tomcat.addWebapp("/shop", directory.toString());
        tomcat.start();
        if (Files.exists(directory.resolve("WEB-INF/web.xml"))) {
            assertThat(context.getDistributable())
                    .as("still distributable: one fragment that is not would take it away")
                    .isTrue();
        }
        try (Client client = new Client(tomcat.getConnector().getLocalPort())) {
            ObjectName name = new ObjectName("slackwater:type=Application,name=\"shop\"");

            assertThat(client.send("GET", "/shop/page.txt").receive().body()).isEqualTo("a page");
            assertThat(mbeans.getAttribute(name, "AdmittedTotal")).isEqualTo(1L);
            CompositeData status = (CompositeData) mbeans.invoke(name, "status", new Object[0], new String[0]);
            assertThat(status.get("version")).asString().matches("\\d+\\.\\d+\\.\\d+.*");
            mbeans.invoke(name, "beginDrain", new Object[] {0}, new String[] {"int"});
            mbeans.invoke(name, "drain", new Object[] {15}, new String[] {"int"});
            assertThat(client.send("GET", "/shop/page.txt").receive().status()).isEqualTo(503);

            tomcat.getHost().removeChild(context);
            assertThat(mbeans.isRegistered(name)).isFalse();
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }
}
