package io.seqstore.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The engine is a house: each package looks only at the floors below it. */
class LayersTest {
    private static final String BASE = "io.seqstore.core";

    /** From the ground up. A package may use those before it, never those after it; the front door is on top. */
    static final List<String> FLOORS = List.of(
            "trace",
            "health",
            "memory",
            "file",
            "statistics",
            "cursor",
            "codec",
            "format",
            "validate",
            "log",
            "memtable",
            "segment",
            "manifest",
            "merge",
            "snapshot",
            "ingest",
            "latest",
            "catalog",
            "flush",
            "retain",
            "compact",
            "recover",
            "retype",
            "backup",
            "verify",
            "repair");

    private static final int MOST_LINES = 700;

    private static JavaClasses engine;

    @BeforeAll
    static void readClasses() {
        String tests = LayersTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        ImportOption noTests = location -> !location.contains(tests);
        // The classes of the JDK need not be read: their names are enough.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        engine = new ClassFileImporter().withImportOption(noTests).importPackages(BASE);
        assertTrue(engine.size() > 50, "the classes of the engine were not found");
    }

    @ParameterizedTest(name = "{0} looks only down")
    @FieldSource("FLOORS")
    void everyPackageLooksOnlyDown(String floor) {
        List<String> above = FLOORS.subList(FLOORS.indexOf(floor) + 1, FLOORS.size());
        String[] forbidden = Stream.concat(above.stream().map(LayersTest::packageOf), Stream.of(BASE))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(packageOf(floor))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(engine);
    }

    @Test
    void everyPackageIsOnTheList() {
        Set<String> expected =
                new TreeSet<>(FLOORS.stream().map(LayersTest::packageOf).toList());
        expected.add(BASE);
        Set<String> found = new TreeSet<>();
        engine.forEach(type -> found.add(type.getPackageName()));
        assertEquals(expected, found);
    }

    @Test
    void onlyTheFilePackageTouchesTheDisk() {
        DescribedPredicate<JavaClass> disk = resideInAPackage("java.nio.channels..")
                .or(belongToAnyOf(
                        java.nio.file.Files.class,
                        java.io.RandomAccessFile.class,
                        java.io.File.class,
                        java.io.FileInputStream.class,
                        java.io.FileOutputStream.class,
                        java.io.FileReader.class,
                        java.io.FileWriter.class));
        noClasses()
                .that(not(resideInAPackage(packageOf("file"))))
                .should()
                .dependOnClassesThat(disk)
                .check(engine);
    }

    @Test
    void onlyTheMemoryPackageTakesMemoryOffTheHeap() {
        noClasses()
                .that(not(resideInAPackage(packageOf("memory"))))
                .should()
                .callMethod(java.nio.ByteBuffer.class, "allocateDirect", int.class)
                .check(engine);
    }

    @Test
    void onlyTheMemoryPackageAndMappingsGiveMemoryBack() {
        noClasses()
                .that(not(resideInAPackage(packageOf("memory"))))
                .and(not(belongToAnyOf(mappedFile())))
                .should()
                .dependOnClassesThat()
                .haveSimpleName("Unmapper")
                .check(engine);
    }

    @Test
    void onlyTheTracePackageKnowsTheFlightRecorder() {
        noClasses()
                .that(not(resideInAPackage(packageOf("trace"))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.jfr..")
                .check(engine);
    }

    private static Class<?> mappedFile() {
        try {
            return Class.forName(BASE + ".file.Mapping");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void nobodyPrints() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(engine);
    }

    @Test
    void noSourceFileIsTooLongToRead() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java").toAbsolutePath())) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertTrue(sources.size() > 50, "the sources of the engine were not found");
            for (Path source : sources) {
                try (Stream<String> lines = Files.lines(source)) {
                    long count = lines.count();
                    assertTrue(count <= MOST_LINES, source + " has " + count + " lines");
                }
            }
        }
    }

    private static String packageOf(String floor) {
        return BASE + "." + floor;
    }
}
