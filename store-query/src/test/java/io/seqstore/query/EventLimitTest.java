package io.seqstore.query;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.Stream;
import io.seqstore.core.StreamSnapshot;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.Bounds;
import io.seqstore.query.request.ReadLimits;
import io.seqstore.query.request.SampledRequest;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.types.LimitExceededException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Summaries and samples count every stored event of their span, wherever it lies and whether or not it is decoded (spec 08,
 * section 1; spec 07, section 6).
 */
class EventLimitTest {
    private static final int EVENTS = 30_000;
    private static final SdsType PUMP = SdsType.object("Pump")
            .key("Time", SdsTypeCode.INT64)
            .property("Level", SdsTypeCode.DOUBLE)
            .build();
    private static final SdsStream DEFINITION = SdsStream.of("p", PUMP.id());

    /** Where the same events lie. */
    enum Place {
        MEMTABLE,
        SEGMENTS,
        COMPACTED,
        SEGMENTS_BENEATH_LATE_EVENTS
    }

    /** Events at 0, 10, 20 and so on; which value a block holds decides whether its figures suffice. */
    private static Stream fill(Store store, Place place, boolean isOdd) {
        store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, PUMP);
        store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, DEFINITION);
        Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, DEFINITION.id());
        boolean someLate = place == Place.SEGMENTS_BENEATH_LATE_EVENTS;
        int parts = 3;
        for (int part = 0; part < parts; part++) {
            ColumnBatch batch = new ColumnBatch(stream.layout(), 0);
            for (int i = part * EVENTS / parts; i < (part + 1) * EVENTS / parts; i++) {
                if (!someLate || i % 9_000 != 4_500) {
                    add(batch, i, isOdd);
                }
            }
            stream.insert(batch);
            if (place != Place.MEMTABLE) {
                store.flush();
            }
        }
        if (someLate) {
            ColumnBatch late = new ColumnBatch(stream.layout(), 0);
            for (int i = 4_500; i < EVENTS; i += 9_000) {
                add(late, i, isOdd);
            }
            stream.insert(late);
        }
        if (place == Place.COMPACTED) {
            store.compact();
        }
        return stream;
    }

    private static void add(ColumnBatch batch, int i, boolean isOdd) {
        int row = batch.addRow(10L * i);
        double value = (i * 7919L) % 1000 / 8.0;
        batch.doubles(0)[row] = isOdd && i % 700 == 3 ? 1e300 : value;
    }

    private static Queries queries(EventSource source, long limit) {
        return new Queries(source, DEFINITION, new ReadLimits(ReadLimits.DEFAULT_RESULTS, limit));
    }

    private static void assertLimit(EventSource source, long events, String what, Consumer<Queries> read) {
        assertAll(what, () -> assertDoesNotThrow(() -> read.accept(queries(source, events))), () -> {
            LimitExceededException error =
                    assertThrows(LimitExceededException.class, () -> read.accept(queries(source, events - 1)));
            assertEquals("Exceeded the maximum return count of " + (events - 1) + " events.", error.reason());
        });
    }

    @ParameterizedTest
    @EnumSource
    void exactlyTheLimitIsAllowedWhereverTheEventsLie(Place place) {
        for (boolean isOdd : new boolean[] {false, true}) {
            try (Store store = Store.inMemory(StoreOptions.defaults());
                    StreamSnapshot snapshot = fill(store, place, isOdd).snapshot()) {
                for (int count : new int[] {1, 3, 17, 400}) {
                    String what = count + " parts" + (isOdd ? " of odd values" : "");
                    // Stored at both ends, at none, and everything.
                    assertLimit(snapshot, 20_001, what, q -> q.summaries(new SummariesRequest(50_000, 250_000, count)));
                    assertLimit(snapshot, 20_000, what, q -> q.summaries(new SummariesRequest(50_001, 250_001, count)));
                    assertLimit(snapshot, EVENTS, what, q -> q.summaries(new SummariesRequest(-99, 999_999, count)));
                    assertLimit(snapshot, 20_000, "filter, " + what, q -> q.where("Level lt 3")
                            .summaries(new SummariesRequest(50_001, 250_001, count)));
                    for (BoundaryType type : BoundaryType.values()) {
                        Bounds bounds = new Bounds(50_001, 250_001, type, type);
                        boolean addsEnds = type == BoundaryType.OUTSIDE || type == BoundaryType.EXACT_OR_CALCULATED;
                        int events = 20_000 + (addsEnds ? 2 : 0);
                        SampledRequest request = new SampledRequest(bounds, count, List.of("Level"));
                        assertLimit(snapshot, events, type + ", " + what, q -> q.sampled(request));
                        assertLimit(snapshot, events, "filter, " + type + ", " + what, q -> q.where("Level lt 3")
                                .sampled(request));
                    }
                }
            }
        }
    }

    @Test
    void whatIsKnownToBeTooMuchIsRefusedBeforeItIsDecoded() {
        try (Store store = Store.inMemory(StoreOptions.defaults());
                StreamSnapshot snapshot = fill(store, Place.COMPACTED, true).snapshot()) {
            CountedBlocks counted = new CountedBlocks(snapshot);
            Queries queries = queries(counted, EVENTS / 2);
            assertThrows(
                    LimitExceededException.class,
                    () -> queries.summaries(new SummariesRequest(5, 10L * EVENTS - 15, 400)));
            assertThrows(
                    LimitExceededException.class,
                    () -> queries.sampled(
                            new SampledRequest(Bounds.exact(5, 10L * EVENTS - 15), 400, List.of("Level"))));
            assertEquals(0, counted.decoded(), "events decoded");
        }
    }
}
