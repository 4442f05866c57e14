package io.seqstore.types;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;

/** The packages of this module refer one way: each only to those below it. */
@AnalyzeClasses(packages = "io.seqstore.types", importOptions = LayersTest.MainClasses.class)
class LayersTest {
    /** Wherever the build writes: the import option that the library brings knows one folder only. */
    static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    private static final String BASE = "io.seqstore.types";

    /** From the ground up; below all of them are the exceptions in {@code io.seqstore.types} itself. */
    private static final List<String> FLOORS = List.of(
            "csv",
            "schema",
            "value",
            "event",
            "json",
            "record",
            "unit",
            "index",
            "fulltext",
            "registry",
            "search",
            "view");

    @ArchTest
    static void everyPackageLooksOnlyDown(JavaClasses classes) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            String[] above = FLOORS.subList(floor + 1, FLOORS.size()).stream()
                    .map(LayersTest::packageOf)
                    .toArray(String[]::new);
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(packageOf(FLOORS.get(floor)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }

    @ArchTest
    static void theExceptionsKnowNothingAboveThem(JavaClasses classes) {
        noClasses()
                .that()
                .resideInAPackage(BASE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FLOORS.stream().map(LayersTest::packageOf).toArray(String[]::new))
                .check(classes);
    }

    @ArchTest
    static void nothingHereTouchesFiles(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage("io.seqstore.types..")
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
    static void everyPackageIsOnTheList(JavaClasses classes) {
        for (JavaClass found : classes) {
            String name = found.getPackageName();
            assertTrue(name.equals(BASE) || FLOORS.stream().anyMatch(floor -> name.equals(packageOf(floor))), name);
        }
    }

    private static String packageOf(String floor) {
        return BASE + "." + floor;
    }
}
