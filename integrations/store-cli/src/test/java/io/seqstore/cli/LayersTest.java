package io.seqstore.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.seqstore.testing.Floors;

/** The packages of this module look one way only: down. */
@AnalyzeClasses(packages = "io.seqstore.cli", importOptions = Floors.MainClasses.class)
class LayersTest {
    /** From the ground up. A package may use those before it, never those after it. */
    private static final Floors FLOORS = Floors.fromTheGroundUp(
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
        FLOORS.lookOnlyDown(all);
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
        FLOORS.areAllThereIs(all);
    }

    private static DescribedPredicate<JavaClass> outside(String own) {
        return DescribedPredicate.describe(
                "are of Seqstore, outside of " + own,
                other -> other.getPackageName().startsWith("io.seqstore")
                        && !other.getPackageName().equals(own));
    }
}
