package io.github.slackwater.ejb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.github.slackwater.ejb", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyAServersOwnPackageLinksToThatServer = classes()
            .that()
            .resideOutsideOfPackages("..glassfish..", "..wildfly..", "..liberty..", "..tomcat..")
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
    static final ArchRule theAdapterForWildFlyLinksToItsServiceContainerOnly = classes()
            .that()
            .resideInAPackage("io.github.slackwater.ejb.wildfly")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.slackwater.core..",
                    "io.github.slackwater.ejb",
                    "io.github.slackwater.ejb.wildfly",
                    "org.jboss.msc..",
                    "java..",
                    "javax.management..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theAdapterForLibertyLinksToNoServer = classes()
            .that()
            .resideInAPackage("..liberty..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.slackwater.core.jmx",
                    "io.github.slackwater.ejb",
                    "io.github.slackwater.ejb.liberty",
                    "java..",
                    "javax.management..",
                    "org.jspecify..");

    /** A loader of its own defines it: to the same names elsewhere it has no access, nor they to it. */
    @ArchTest
    static final ArchRule whatIsInstalledInWildFlyIsLinkedToByNobody = noClasses()
            .that()
            .resideOutsideOfPackage("..wildfly.undertow")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..wildfly.undertow");

    @ArchTest
    static final ArchRule whatIsInstalledInWildFlyLinksToItAndToPublicTypesOfOurs = classes()
            .that()
            .resideInAPackage("..wildfly.undertow")
            .should()
            .onlyDependOnClassesThat(JavaClass.Predicates.resideInAnyPackage(
                            "io.github.slackwater.core", "io.github.slackwater.ejb", "io.github.slackwater.ejb.wildfly")
                    .and(HasModifiers.Predicates.modifier(JavaModifier.PUBLIC))
                    .or(JavaClass.Predicates.resideInAnyPackage(
                            "io.github.slackwater.ejb.wildfly.undertow",
                            "io.undertow..",
                            "jakarta.servlet..",
                            "jakarta.websocket..",
                            "java..",
                            "org.jboss.as.server",
                            "org.jboss.msc..",
                            "org.jspecify..",
                            "org.wildfly.extension.undertow",
                            "org.xnio..")));

    @ArchTest
    static final ArchRule noPollingAndNoSleeping = noClasses().should().callMethod(Thread.class, "sleep", long.class);
}
