package io.seqstore.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.seqstore.testing.Floors;

/** The packages of this module look one way only: down. */
@AnalyzeClasses(packages = "io.seqstore.server", importOptions = Floors.MainClasses.class)
class LayersTest {
    /** From the ground up. A package may use those before it, never those after it. */
    private static final Floors FLOORS = Floors.fromTheGroundUp(
            "io.seqstore.server.problem",
            "io.seqstore.server.request",
            "io.seqstore.server.answer",
            "io.seqstore.server.routing",
            "io.seqstore.server.access",
            "io.seqstore.server.tasks",
            "io.seqstore.server.description",
            "io.seqstore.server.transport",
            "io.seqstore.server.registry",
            "io.seqstore.server.writes",
            "io.seqstore.server.reads",
            "io.seqstore.server.assets",
            "io.seqstore.server");

    @ArchTest
    static void everyPackageLooksOnlyDown(JavaClasses all) {
        FLOORS.lookOnlyDown(all);
    }

    @ArchTest
    static void onlyTheTransportKnowsJetty(JavaClasses all) {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.seqstore.server.transport")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(all);
    }

    /** The front door gives cursors of the engine; that is all of it that may be seen. */
    @ArchTest
    static void theEngineIsReachedThroughTheFrontDoor(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage("io.seqstore.server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.seqstore.core.catalog..",
                        "io.seqstore.core.file..",
                        "io.seqstore.core.ingest..",
                        "io.seqstore.core.log..",
                        "io.seqstore.core.segment..")
                .check(all);
    }

    @ArchTest
    static void nothingHereTouchesFiles(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage("io.seqstore.server..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        java.io.File.class,
                        java.io.FileInputStream.class,
                        java.io.FileOutputStream.class,
                        java.nio.file.Files.class)
                .check(all);
    }

    @ArchTest
    static void everyPackageIsOnTheList(JavaClasses all) {
        FLOORS.areAllThereIs(all);
    }
}
