package io.seqstore.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The test classes of this module are watched, too: each gives back the memory that it took. */
class WatchedTest {
    @Test
    void everyClassIsWatched() {
        assertTrue(LeakCheck.watches(WatchedTest.class));
    }
}
