package io.seqstore.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;

/** The packages of a module as floors of a house: each may use those below it, never those above it. */
public final class Floors {
    private final List<String> packages;

    private Floors(List<String> packages) {
        this.packages = packages;
    }

    /** Leaves out tests, wherever the build writes: the import option that the library brings knows one folder only. */
    public static final class MainClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    /** Floors, from the ground up. */
    public static Floors fromTheGroundUp(String... packages) {
        return new Floors(List.of(packages));
    }

    /** The names of all packages. */
    public String[] names() {
        return packages.toArray(String[]::new);
    }

    /** Fails if a package uses one above it. */
    public void lookOnlyDown(JavaClasses classes) {
        for (int floor = 0; floor < packages.size() - 1; floor++) {
            String[] above = packages.subList(floor + 1, packages.size()).toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(packages.get(floor))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .check(classes);
        }
    }

    /** Fails if a class is in none of the packages. */
    public void areAllThereIs(Iterable<JavaClass> classes) {
        for (JavaClass one : classes) {
            assertTrue(packages.contains(one.getPackageName()), one.getName());
        }
    }
}
