package io.seqstore.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;

/** The packages of this module look one way only: down. */
@AnalyzeClasses(packages = "io.seqstore.server", importOptions = LayersTest.MainClasses.class)
class LayersTest {
    /** Wherever the build writes: the import option that the library brings knows one folder only. */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    /** From the ground up. A package may use those before it, never those after it. */
    private static final List<String> FLOORS = List.of(
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
        for (int floor = 0; floor < FLOORS.size() - 1; floor++) {
            String[] above = FLOORS.subList(floor + 1, FLOORS.size()).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(FLOORS.get(floor))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(all);
        }
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
        for (JavaClass one : all) {
            assertTrue(FLOORS.contains(one.getPackageName()), one.getName());
        }
    }
}
