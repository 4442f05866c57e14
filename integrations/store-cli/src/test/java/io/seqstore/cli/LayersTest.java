package io.seqstore.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;

/** The packages of this module look one way only: down. */
@AnalyzeClasses(packages = "io.seqstore.cli", importOptions = LayersTest.MainClasses.class)
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
            "io.seqstore.cli.terminal",
            "io.seqstore.cli.csv",
            "io.seqstore.cli.demo",
            "io.seqstore.cli.serve",
            "io.seqstore.cli.care",
            "io.seqstore.cli.model",
            "io.seqstore.cli.crash",
            "io.seqstore.cli.soak",
            "io.seqstore.cli");

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
    static void theTerminalKnowsNothingOfStores(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage("io.seqstore.cli.terminal")
                .should()
                .dependOnClassesThat(outside("io.seqstore.cli.terminal"))
                .check(all);
    }

    @ArchTest
    static void filesKnowNothingOfStores(JavaClasses all) {
        noClasses()
                .that()
                .resideInAPackage("io.seqstore.cli.csv")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.seqstore", "io.seqstore.core..", "io.seqstore.query..")
                .check(all);
    }

    @ArchTest
    static void everyPackageIsOnTheList(JavaClasses all) {
        for (JavaClass one : all) {
            assertTrue(FLOORS.contains(one.getPackageName()), one.getName());
        }
    }

    private static DescribedPredicate<JavaClass> outside(String own) {
        return DescribedPredicate.describe(
                "are of Seqstore, outside of " + own,
                other -> other.getPackageName().startsWith("io.seqstore")
                        && !other.getPackageName().equals(own));
    }
}
