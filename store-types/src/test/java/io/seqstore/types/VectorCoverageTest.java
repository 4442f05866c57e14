package io.seqstore.types;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No golden vector is forgotten: each one of the files of this module is run by a test of this module, or stands below with
 * the reason why not. What is run is asked of the tests themselves, by the sources of their vectors, so that a filter in one
 * of them cannot drop a vector silently.
 */
class VectorCoverageTest {
    /** The files and how many vectors each holds. */
    private static final Map<String, Integer> FILES = Map.of(
            "types.json", 43,
            "type-ids.json", 24,
            "registry.json", 25,
            "streams.json", 25,
            "indexes.json", 10,
            "search.json", 76,
            "views.json", 17,
            "uom.json", 38,
            "uom-catalog.json", 327);

    /** The classes that run vectors. */
    private static final List<String> RUNNERS = List.of(
            "json.TypeVectorsTest",
            "json.IndexVectorsTest",
            "registry.RegistryVectorsTest",
            "schema.PrimitiveTypeIdsTest",
            "search.SearchTest",
            "unit.UnitsTest",
            "view.ViewVectorsTest");

    /** Vectors that are about stored events, by the reason why they cannot be run here. */
    private static final Map<String, String> NEED_A_STORE = Map.of(
            "index.key-unique", "an insert of a key that is stored already",
            "index.secondary.filtered-order", "a filtered read in the order of a secondary index",
            "stream.override.discrete-property", "a calculated read");

    @Test
    void everyVectorIsRunOrOnTheListOfThoseThatNeedAStore() {
        Set<String> run = new TreeSet<>();
        RUNNERS.forEach(runner -> run.addAll(idsRunBy(runner)));
        Set<String> left = new TreeSet<>();
        Map<String, String> counts = new TreeMap<>();
        int total = 0;
        for (Map.Entry<String, Integer> file : FILES.entrySet()) {
            Set<String> ids = JsonTree.vectors(file.getKey()).stream()
                    .map(JsonTree.Vector::id)
                    .collect(toCollection(TreeSet::new));
            assertEquals(file.getValue(), ids.size(), () -> "vectors in " + file.getKey());
            total += ids.size();
            Set<String> leftOfFile = new TreeSet<>(ids);
            leftOfFile.removeAll(run);
            left.addAll(leftOfFile);
            counts.put(file.getKey(), (ids.size() - leftOfFile.size()) + " of " + ids.size());
        }
        System.out.println("golden vectors run in this module: " + (total - left.size()) + " of " + total + " " + counts
                + ", left to a store: " + left);
        assertEquals(585, total);
        assertEquals(new TreeSet<>(NEED_A_STORE.keySet()), left);
    }

    @Test
    void everyClassThatReadsVectorsIsAsked() {
        for (String runner : RUNNERS) {
            assertTrue(!idsRunBy(runner).isEmpty(), runner);
        }
    }

    /** The ids of the vectors behind all parameterised tests and test factories of a class. */
    private static Set<String> idsRunBy(String runner) {
        Set<String> ids = new TreeSet<>();
        try {
            Class<?> tests = Class.forName(VectorCoverageTest.class.getPackageName() + "." + runner);
            Constructor<?> constructor = tests.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object instance = constructor.newInstance();
            for (Method method : tests.getDeclaredMethods()) {
                for (Object one : casesOf(method, tests, instance)) {
                    if (one instanceof JsonTree.Vector vector) {
                        ids.add(vector.id());
                    } else if (one instanceof DynamicTest dynamic) {
                        ids.add(dynamic.getDisplayName());
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(runner, e);
        }
        return ids;
    }

    private static Collection<?> casesOf(Method method, Class<?> tests, Object instance)
            throws ReflectiveOperationException {
        if (method.isAnnotationPresent(TestFactory.class)) {
            return all(call(method, instance));
        }
        List<Object> cases = new ArrayList<>();
        if (method.isAnnotationPresent(ParameterizedTest.class) && method.isAnnotationPresent(MethodSource.class)) {
            for (String source : method.getAnnotation(MethodSource.class).value()) {
                cases.addAll(all(call(tests.getDeclaredMethod(source), instance)));
            }
        }
        return cases;
    }

    private static Object call(Method method, Object instance) throws ReflectiveOperationException {
        method.setAccessible(true);
        return method.invoke(instance);
    }

    private static Collection<?> all(Object cases) {
        return cases instanceof Stream<?> stream ? stream.toList() : (Collection<?>) cases;
    }
}
