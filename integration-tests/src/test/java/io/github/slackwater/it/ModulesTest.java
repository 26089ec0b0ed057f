package io.github.slackwater.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The module rules: one package root a module, adapters know core and not each other, and count nothing themselves. One
 * class is shared: the web module starts Slackwater where nobody creates the singleton.
 */
class ModulesTest {

    private static final String BOOTSTRAP = "io.github.slackwater.ejb.Bootstrap";

    @ParameterizedTest
    @CsvSource({
        "core, core",
        "filter, filter",
        "health, health",
        "ejb-module, ejb",
        "web-module, web",
        "rig, rig",
        "cli, cli",
        "benchmarks, benchmarks",
        "examples/shop, examples.shop",
        "examples/ledger, examples.ledger"
    })
    void eachModuleHasOnePackageRoot(String folder, String root) {
        classes()
                .should()
                .resideInAPackage("io.github.slackwater." + root + "..")
                .check(compiled(folder));
    }

    @ParameterizedTest
    @CsvSource({"filter, filter", "health, health", "ejb-module, ejb", "web-module, web"})
    void anAdapterKnowsCoreAndNoOtherModule(String folder, String root) {
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are of another module than core",
                        type -> type.getPackageName().startsWith("io.github.slackwater.")
                                && !type.getPackageName().startsWith("io.github.slackwater.core")
                                && !type.getPackageName().startsWith("io.github.slackwater." + root)
                                && !(root.equals("web") && type.getName().equals(BOOTSTRAP))))
                .check(compiled(folder));
    }

    @ParameterizedTest
    @CsvSource({"filter", "health", "ejb-module", "web-module"})
    void anAdapterCountsNoRequestsItself(String folder) {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(LongAdder.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(AtomicLong.class)
                .check(compiled(folder));
    }

    private static JavaClasses compiled(String folder) {
        JavaClasses found = new ClassFileImporter().importPath(Path.of("..", folder, "target", "classes"));
        assertThat(found).as(folder).isNotEmpty();
        return found;
    }
}
