package io.github.slackwater.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The archives under test, from the folders where Maven built them. */
final class Artifacts {

    private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private Artifacts() {}

    /** {@code slackwater.ear}, as it is delivered. */
    static Path ear() {
        return built("ear/target/slackwater.ear");
    }

    /** {@code slackwater.war} for Payara Micro, as it is delivered. */
    static Path war() {
        return built("ear/target/slackwater.war");
    }

    /** {@code ./slackwater}, which finds its jar where Maven built it. */
    static Path commandLine() {
        return built("slackwater");
    }

    /** The command line without its script. */
    static Path commandLineJar() {
        return built("cli/target/slackwater.jar");
    }

    /** The example shop, which knows nothing of Slackwater. */
    static Path shop() {
        return built("examples/shop/target/shop.war");
    }

    /** The shop as its developer exempts it from Slackwater, whether there is a filter or a gate of the server. */
    static Path uncoveredShop() {
        return UncoveredShop.PATH;
    }

    /** The filter that one adds to one's own application, as it is delivered. */
    static Path filter() {
        return built("filter/target/slackwater-filter.jar");
    }

    static Archive<?> slackwaterEar() {
        return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, ear().toFile());
    }

    static Archive<?> slackwaterWar() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, war().toFile());
    }

    /** The shop as a developer would cover it: the drop-in jar added, nothing else changed. */
    static WebArchive coveredShop() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, shop().toFile()).addAsLibrary(filter().toFile());
    }

    /** The same as another version of itself: {@code GET /version} tells. */
    static WebArchive coveredShop(String version) {
        WebArchive shop = coveredShop();
        shop.delete("/WEB-INF/classes/shop.properties");
        return shop.addAsResource(new StringAsset("version=" + version + "\n"), "shop.properties");
    }

    /** The same as a file, for an administrator's commands. */
    static Path coveredShopFile() {
        return CoveredShopFile.PATH;
    }

    private static final class UncoveredShop {
        static final Path PATH = export(
                ShrinkWrap.createFromZipFile(WebArchive.class, shop().toFile()).setWebXML(new StringAsset("""
                                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee"
                                         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                                         xsi:schemaLocation="https://jakarta.ee/xml/ns/jakartaee
                                             https://jakarta.ee/xml/ns/jakartaee/web-app_6_0.xsd"
                                         version="6.0">
                                  <context-param>
                                    <param-name>io.github.slackwater.covered</param-name>
                                    <param-value>false</param-value>
                                  </context-param>
                                </web-app>
                                """)),
                folder("uncovered"));
    }

    /** Written once: tests that run side by side deploy it. */
    private static final class CoveredShopFile {
        static final Path PATH = export(coveredShop(), Path.of("target").toAbsolutePath());
    }

    /** Below {@code target}: archives of one name, which is that of the application, need folders of their own. */
    static Path folder(String name) {
        Path folder = Path.of("target", name).toAbsolutePath();
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": cannot be created", e);
        }
    }

    /** As a file under its name in the given folder. */
    static Path export(Archive<?> archive, Path folder) {
        Path file = folder.resolve(archive.getName());
        archive.as(ZipExporter.class).exportTo(file.toFile(), true);
        return file;
    }

    /** One of the scripts for administrators, as it is delivered. */
    static Path script(String name) {
        return built("scripts/" + name);
    }

    private static Path built(String path) {
        Path file = TOP.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new IllegalStateException(file + ": no such file (expected after \"mvn package\")");
        }
        return file;
    }
}
