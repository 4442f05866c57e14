package io.seqstore.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class, or one test, a Seqstore of its own: opened and seeded before the test, closed behind it, so that
 * no test sees what another wrote and tests may run in parallel.
 *
 * <pre>{@code
 * @SeqstoreTest(seed = {"plant.json", "pump-7.csv"})
 * class AlarmsTest {
 *     @Test
 *     void risesAboveTheLimit(Seqstore store, @StreamId("pump-7") EventStream pump) {
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>Tests and their {@code @BeforeEach} and {@code @AfterEach} methods may take parameters of these types:
 *
 * <ul>
 *   <li>{@link io.seqstore.Seqstore}: the store
 *   <li>{@link io.seqstore.StreamNamespace}: its default namespace
 *   <li>{@link io.seqstore.EventStream} with {@link StreamId}: a stream of it
 *   <li>{@link java.net.URI} with {@link Served}: the address of an HTTP server over it
 * </ul>
 *
 * <p>A test that leaves a cursor or a snapshot open fails, unless it failed anyway. When a test fails, what the store holds is
 * published as a report entry.
 *
 * <p>The annotation of a test goes before that of its class.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SeqstoreExtension.class)
public @interface SeqstoreTest {
    /** Where the store lives. */
    Storage storage() default Storage.MEMORY;

    /**
     * Resources with which the store is filled, in this order; names without a slash in front are looked up beside the test
     * class.
     *
     * <ul>
     *   <li>{@code .json}: an object with the members {@code types}, {@code streams} and {@code events}, all optional. The
     *       first two are arrays of definitions, the last an object from stream id to an array of events, all in the JSON form
     *       of the store.
     *   <li>{@code .csv}: events of the stream that is named as the file. The stream must exist; the first line names
     *       properties of its type. Values are index strings or numbers; an empty field is the default of its property.
     * </ul>
     */
    String[] seed() default {};

    /** Where the store of a test lives. */
    enum Storage {
        /** In memory: the fastest. */
        MEMORY,

        /** In a temporary folder, which is removed behind the test. */
        FOLDER
    }
}
