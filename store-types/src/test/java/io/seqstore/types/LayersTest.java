package io.seqstore.types;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.seqstore.testing.Floors;

/** The packages of this module refer one way: each only to those below it. */
@AnalyzeClasses(packages = "io.seqstore.types", importOptions = Floors.MainClasses.class)
class LayersTest {
    /** From the ground up: the exceptions, and what stands on them. */
    private static final Floors FLOORS = Floors.fromTheGroundUp(
            "io.seqstore.types",
            "io.seqstore.types.csv",
            "io.seqstore.types.schema",
            "io.seqstore.types.value",
            "io.seqstore.types.event",
            "io.seqstore.types.json",
            "io.seqstore.types.record",
            "io.seqstore.types.unit",
            "io.seqstore.types.index",
            "io.seqstore.types.fulltext",
            "io.seqstore.types.registry",
            "io.seqstore.types.search",
            "io.seqstore.types.view");

    @ArchTest
    static void everyPackageLooksOnlyDown(JavaClasses all) {
        FLOORS.lookOnlyDown(all);
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
    static void everyPackageIsOnTheList(JavaClasses all) {
        FLOORS.areAllThereIs(all);
    }
}
