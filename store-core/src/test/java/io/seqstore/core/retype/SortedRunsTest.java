package io.seqstore.core.retype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.ArraySource;
import io.seqstore.core.cursor.BatchCursor;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.file.MemoryFolder;
import io.seqstore.core.manifest.Manifest;
import io.seqstore.core.manifest.StoreFiles;
import io.seqstore.core.memory.MemoryBudget;
import io.seqstore.core.memory.SlabPool;
import io.seqstore.core.retype.SortedRuns.Limits;
import io.seqstore.core.segment.Segment;
import io.seqstore.types.ConflictException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.registry.StreamTypeChange;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.view.RowMapper;
import io.seqstore.types.view.StreamViewMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sorting by way of the disk, with so little memory that few events are much. */
class SortedRunsTest {
    private static final int ORDINAL = 3;
    private static final long LONG_NOTES = 64L << 10;

    private static final SdsType SOURCE = SdsType.object("Source")
            .key("Time", SdsTypeCode.INT64)
            .property("Rank", SdsTypeCode.NULLABLE_INT64)
            .property("Note", SdsTypeCode.STRING)
            .build();
    private static final SdsType TARGET = SdsType.object("Target")
            .key("Rank", SdsTypeCode.INT64)
            .property("Time", SdsTypeCode.INT64)
            .property("Note", SdsTypeCode.STRING)
            .build();
    private static final SdsStreamView VIEW = SdsStreamView.of("v", "Source", "Target")
            .withProperties(List.of(
                    SdsStreamView.Property.of("Rank", "Rank"),
                    SdsStreamView.Property.of("Time", "Time"),
                    SdsStreamView.Property.of("Note", "Note")));
    private static final StreamTypeChange PLANNED =
            new StreamTypeChange("default", new StreamEntry(0, SdsStream.of("s", "Source"), SOURCE), VIEW, TARGET);
    private static final RowMapper MAPPER =
            RowMapper.of(StreamViewMap.of(VIEW, SOURCE, TARGET), EventLayout.of(SOURCE), EventLayout.of(TARGET));

    private final SlabPool pool = new SlabPool(new MemoryBudget(Long.MAX_VALUE));
    private final MemoryFolder folder = new MemoryFolder(pool);
    private final StoreFiles files =
            new StoreFiles(folder, false, new Manifest(0, 1, 2, 0, 1, List.of(), List.of()), 2);

    @AfterEach
    void nothingIsLeft() {
        assertEquals(List.of(), folder.list());
        assertEquals(0, pool.budget().used());
        pool.close();
    }

    /** Events in the order of their times, whose ranks are these; null for none. */
    private static BatchCursor events(List<Long> ranks, int noteLength) {
        ColumnBatch batch = new ColumnBatch(EventLayout.of(SOURCE), ranks.size());
        byte[] note = new byte[noteLength];
        for (int i = 0; i < ranks.size(); i++) {
            int row = batch.addRow(i);
            if (ranks.get(i) == null) {
                batch.column(0).setNull(row);
            } else {
                batch.longs(0)[row] = ranks.get(i);
            }
            batch.bytes(1).set(row, note);
        }
        return new ArraySource(batch).scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL);
    }

    private SortedRuns runs(Limits limits) {
        return new SortedRuns(files, ORDINAL, EventLayout.of(TARGET), limits);
    }

    /** Sorts, and returns the ranks in the order in which they stand then. */
    private List<Long> sort(List<Long> ranks, Limits limits, int expectedRuns) {
        try (SortedRuns runs = runs(limits)) {
            runs.write(new ConvertedChunks(PLANNED, events(ranks, 5), MAPPER, limits));
            if (expectedRuns >= 0) {
                assertEquals(expectedRuns, runs.count());
            }
            Optional<Segment> sorted = runs.merge(merge -> merge, PLANNED);
            List<Long> found = new ArrayList<>();
            sorted.ifPresent(segment -> {
                BatchCursor cursor = segment.layer(ORDINAL, EventLayout.of(TARGET))
                        .orElseThrow()
                        .scan(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL);
                while (cursor.advance()) {
                    for (int row = cursor.from(); row < cursor.to(); row++) {
                        found.add(cursor.batch().key(row));
                        assertEquals(5, cursor.batch().bytes(1).length(row));
                        assertEquals(cursor.batch().key(row), ranks.get((int)
                                cursor.batch().longs(0)[row]));
                    }
                }
                segment.markObsolete();
                segment.users().release();
            });
            return found;
        }
    }

    private static List<Long> upTo(int count) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> (long) i).toList());
    }

    @ParameterizedTest(name = "{0} events, {1} at once, {2} runs at once")
    @CsvSource({"0, 8, 2", "1, 8, 2", "8, 8, 2", "9, 8, 2", "1000, 8, 2", "1000, 8, 3", "1000, 100, 64", "100, 1, 7"})
    void bringsEventsIntoOrder(int count, int chunk, int fanIn) {
        List<Long> ranks = upTo(count);
        Collections.shuffle(ranks, new Random(count));
        assertEquals(upTo(count), sort(ranks, new Limits(chunk, Long.MAX_VALUE, fanIn), -1));
    }

    @Test
    void whatComesInOrderIsOneRun() {
        assertEquals(upTo(1000), sort(upTo(1000), new Limits(8, Long.MAX_VALUE, 2), 1));
    }

    @Test
    void whatIsNearlyInOrderIsOneRunToo() {
        List<Long> ranks = upTo(1000);
        for (int i = 0; i < 1000; i += 8) {
            Collections.swap(ranks, i, i + 7);
        }
        assertEquals(upTo(1000), sort(ranks, new Limits(8, Long.MAX_VALUE, 2), 1));
    }

    @Test
    void whatComesBackwardsIsARunAChunk() {
        List<Long> ranks = upTo(1000);
        Collections.reverse(ranks);
        assertEquals(upTo(1000), sort(ranks, new Limits(8, Long.MAX_VALUE, 4), 125));
    }

    @ParameterizedTest(name = "{0} and {1}, {2} at once, {3} runs at once")
    @CsvSource({"0, 1, 8, 2", "0, 7, 8, 2", "7, 8, 8, 2", "0, 999, 8, 2", "500, 600, 8, 64", "3, 400, 5, 2"})
    void aRepeatedKeyIsNamed(int first, int second, int chunk, int fanIn) {
        List<Long> ranks = upTo(1000);
        Collections.shuffle(ranks, new Random(7));
        ranks.set(second, ranks.get(first));
        var e = assertThrows(ConflictException.class, () -> sort(ranks, new Limits(chunk, Long.MAX_VALUE, fanIn), -1));
        assertEquals(String.valueOf(ranks.get(first)), e.parameters().get("Index"));
    }

    @Test
    void keysThatRepeatAcrossTwoBatchesOfAMergeAreFound() {
        // The last of the first batch of 1024 and the first of the next.
        List<Long> ranks = upTo(2048);
        ranks.set(1024, 1023L);
        Collections.rotate(ranks, 1000);
        var e = assertThrows(ConflictException.class, () -> sort(ranks, new Limits(64, Long.MAX_VALUE, 100), -1));
        assertEquals("1023", e.parameters().get("Index"));
    }

    @Test
    void anEventThatCannotBeConvertedCountsBeforeARepeatedKeyInAnEarlierChunk() {
        List<Long> ranks = upTo(100);
        ranks.set(3, 2L);
        ranks.set(99, null);
        var e = assertThrows(InvalidRequestException.class, () -> sort(ranks, new Limits(8, Long.MAX_VALUE, 2), -1));
        assertEquals("99", e.parameters().get("Index"));
    }

    @Test
    void longValuesMakeChunksShorter() {
        List<Long> ranks = upTo(512);
        Collections.reverse(ranks);
        Limits limits = new Limits(1 << 16, LONG_NOTES, 4);
        try (SortedRuns runs = runs(limits)) {
            runs.write(new ConvertedChunks(PLANNED, events(ranks, 1 << 10), MAPPER, limits));
            assertTrue(runs.count() >= 4, "runs: " + runs.count());
        }
    }
}
