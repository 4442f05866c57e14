/**
 * Stores for tests: {@link io.seqstore.junit.SeqstoreTest} gives every test a store of its own, filled from resources, and
 * looks afterwards whether the test let go of everything.
 *
 * <p>Works with JUnit 5.14 and later, and with JUnit 6. Stands on the front door {@code io.seqstore} alone.
 */
@org.jspecify.annotations.NullMarked
package io.seqstore.junit;
