package io.github.slackwater.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

@AnalyzeClasses(packages = "io.github.slackwater", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule coreIsJavaSeOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.github.slackwater.core..", "java..", "javax.management..", "org.jspecify..");

    @ArchTest
    static final ArchRule coreHasOnePackageRoot = classes().should().resideInAnyPackage("io.github.slackwater.core..");

    @ArchTest
    static final ArchRule noPollingAndNoSleeping = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .doNotHaveSimpleName("SystemTimekeeper")
            .should()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now");
}
