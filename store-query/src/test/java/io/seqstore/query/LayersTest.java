package io.seqstore.query;

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
@AnalyzeClasses(
        packages = {"io.seqstore"},
        importOptions = LayersTest.MainClasses.class)
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
            "io.seqstore.query.request",
            "io.seqstore.query.filter",
            "io.seqstore.query.axis",
            "io.seqstore.query.plan",
            "io.seqstore.query.calculate",
            "io.seqstore.query.shape",
            "io.seqstore.query",
            "io.seqstore");

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
    static void theModulesBelowKnowNothingOfReads(JavaClasses all) {
        noClasses()
                .that()
                .resideInAnyPackage("io.seqstore.types..", "io.seqstore.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FLOORS.toArray(String[]::new))
                .allowEmptyShould(true)
                .check(all);
    }

    @ArchTest
    static void onlyTheFrontDoorSeesTheStore(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage("io.seqstore.query..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.seqstore.core")
                .check(all);
    }

    @ArchTest
    static void nothingHereTouchesFiles(JavaClasses all) {
        noClasses()
                .that()
                .resideInAnyPackage("io.seqstore", "io.seqstore.query..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.(nio\\.file\\.Files|io\\.(RandomAccessFile|File.*))")
                .because("all disk access of the engine goes through its package file")
                .check(all);
    }

    @ArchTest
    static void everyPackageIsOnTheList(JavaClasses all) {
        for (JavaClass one : all) {
            String name = one.getPackageName();
            boolean ofThisModule = name.equals("io.seqstore") || name.startsWith("io.seqstore.query");
            assertTrue(!ofThisModule || FLOORS.contains(name), name);
        }
    }
}
