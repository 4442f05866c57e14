package io.seqstore.catalog.chronicle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The module stands on the index of the engine alone, and none but one class touches Chronicle Map. */
class LayersTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
            .importPackages("io.seqstore.catalog.chronicle");

    @Test
    void onlyTheIndexOfTheEngineIsUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.seqstore.core",
                        "io.seqstore.core.file..",
                        "io.seqstore.core.memory..",
                        "io.seqstore.types.registry..",
                        "io.seqstore.types.schema..")
                .check(classes);
    }

    @Test
    void oneClassTouchesTheLibrary() {
        noClasses()
                .that()
                .doNotHaveSimpleName("ChronicleStreamIndex")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft..")
                .check(classes);
    }
}
