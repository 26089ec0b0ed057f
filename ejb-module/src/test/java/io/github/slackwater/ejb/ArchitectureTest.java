package io.github.slackwater.ejb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.slackwater.ejb", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyAServersOwnPackageLinksToThatServer = classes()
            .that()
            .resideOutsideOfPackages("..glassfish..", "..wildfly..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.slackwater.core..",
                    "io.github.slackwater.ejb",
                    "java..",
                    "javax.management..",
                    "jakarta..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theAdapterForWildFlyLinksToNoServer = classes()
            .that()
            .resideInAPackage("..wildfly..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.slackwater.ejb",
                    "io.github.slackwater.ejb.wildfly",
                    "java..",
                    "javax.management..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule noPollingAndNoSleeping = noClasses().should().callMethod(Thread.class, "sleep", long.class);
}
