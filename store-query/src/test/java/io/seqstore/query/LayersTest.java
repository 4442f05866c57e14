package io.seqstore.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.seqstore.testing.Floors;

/** The packages of this module look one way only: down. */
@AnalyzeClasses(
        packages = {"io.seqstore"},
        importOptions = Floors.MainClasses.class)
class LayersTest {
    /** From the ground up. A package may use those before it, never those after it. */
    private static final Floors FLOORS = Floors.fromTheGroundUp(
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
        FLOORS.lookOnlyDown(all);
    }

    @ArchTest
    static void theModulesBelowKnowNothingOfReads(JavaClasses all) {
        noClasses()
                .that()
                .resideInAnyPackage("io.seqstore.types..", "io.seqstore.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FLOORS.names())
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
        FLOORS.areAllThereIs(all.stream()
                .filter(one -> one.getPackageName().equals("io.seqstore")
                        || one.getPackageName().startsWith("io.seqstore.query"))
                .toList());
    }
}
