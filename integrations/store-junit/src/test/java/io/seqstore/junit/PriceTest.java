package io.seqstore.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.EventStream;
import org.junit.jupiter.api.RepeatedTest;

/**
 * A hundred tests with a seeded store each. The build's report of this class says what the fixture costs; nothing here depends
 * on it.
 */
@SeqstoreTest(seed = {"plant.json", "pump-7.csv"})
class PriceTest {
    @RepeatedTest(100)
    void eachHasAStoreOfItsOwn(@StreamId("pump-7") EventStream pump) {
        assertEquals(3, pump.filtered("").events().size());
        pump.removeWindow("2026-03-01T08:00:00Z", "2026-03-01T10:00:00Z");
    }
}
