package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Direction;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.core.cursor.EventSource;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.retain.Retention;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.KeyRange;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.Ticks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Events that are older than a rule says are removed when the store compacts: a whole block or nothing, all of a stream or
 * nothing, never anything younger, and nothing of streams without a rule. Keys are seconds since {@link #BEGIN}.
 */
class RetentionTest {
    private static final String NS = Registry.DEFAULT_NAMESPACE;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int HOUR_SECONDS = 3600;

    private static final SdsType READING = SdsType.object("Reading")
            .key("Time", SdsTypeCode.DATE_TIME)
            .property("Value", SdsTypeCode.INT64)
            .build();

    private static final SdsType LOCAL_READING = SdsType.object("LocalReading")
            .key("Time", SdsTypeCode.DATE_TIME_OFFSET)
            .property("Value", SdsTypeCode.INT64)
            .build();

    private final ForgetfulFolder disk = new ForgetfulFolder();

    /** What the store takes for the present, in seconds. */
    private long now;

    private Retention rules() {
        return Retention.none().withClock(() -> BEGIN.plusSeconds(now));
    }

    private static StoreOptions options(Retention retention) {
        return StoreOptions.defaults().withDurability(Durability.PROCESS).withRetention(retention);
    }

    private Store open(Retention retention) {
        return Store.open(disk, options(retention));
    }

    private static Stream stream(Store store, String id) {
        return stream(store, id, READING);
    }

    private static Stream stream(Store store, String id, SdsType type) {
        store.registry().getOrCreateType(NS, type);
        store.registry().getOrCreateStream(NS, SdsStream.of(id, type.id()));
        return store.stream(NS, id);
    }

    private static long key(long second) {
        return Ticks.of(BEGIN.plusSeconds(second));
    }

    private static ColumnBatch seconds(Stream stream, long from, long to, long value) {
        ColumnBatch batch = new ColumnBatch(stream.layout(), (int) (to - from));
        int column = stream.layout().property("Value").column();
        for (long second = from; second < to; second++) {
            batch.longs(column)[batch.addRow(key(second))] = value;
        }
        return batch;
    }

    /** Writes one event for each second. */
    private static void write(Stream stream, long from, long to) {
        stream.update(seconds(stream, from, to, from));
    }

    private static TreeMap<Long, Long> read(EventSource source) {
        TreeMap<Long, Long> rows = new TreeMap<>();
        int column = source.layout().property("Value").column();
        try (EventCursor cursor = source.events(KeyRange.ALL, Direction.ASCENDING, ColumnSet.ALL)) {
            while (cursor.next()) {
                long second = (cursor.batch().key(cursor.row()) - key(0)) / Ticks.PER_SECOND;
                rows.put(second, cursor.batch().longs(column)[cursor.row()]);
            }
        }
        return rows;
    }

    private static TreeMap<Long, Long> read(Stream stream) {
        try (StreamSnapshot snapshot = stream.snapshot()) {
            return read(snapshot);
        }
    }

    private static String span(Stream stream) {
        TreeMap<Long, Long> rows = read(stream);
        return rows.isEmpty() ? "nothing" : rows.firstKey() + ".." + rows.lastKey() + ", " + rows.size();
    }

    // What is dropped, and when

    @Test
    void whatIsOlderThanTheRuleIsSeenUntilTheStoreCompacts() {
        try (Store store = open(rules().keepStream(NS, "pump", HOUR))) {
            Stream pump = stream(store, "pump");
            write(pump, 0, 10_000);
            store.flush();
            now = 9_999;
            assertEquals("0..9999, 10000", span(pump));
            store.compact();
            assertEquals("6399..9999, 3601", span(pump), "the event at the horizon is kept");
            assertEquals(1, store.metrics().expirations());
            assertEquals(6_399, store.metrics().expiredEvents());
        }
    }

    @Test
    void nothingIsDroppedBeforeAWholeBlockIsOld() {
        try (Store store = open(rules().keepStream(NS, "pump", HOUR))) {
            Stream pump = stream(store, "pump");
            write(pump, 0, 5_000);
            store.flush();
            now = HOUR_SECONDS + 1_023;
            store.compact();
            assertEquals("0..4999, 5000", span(pump), "the last event of the first block is an hour old");
            now++;
            store.compact();
            assertEquals("1024..4999, 3976", span(pump));
            now += 1_000;
            store.compact();
            assertEquals("1024..4999, 3976", span(pump));
        }
    }

    @Test
    void aStreamThatIsWrittenNoMoreIsEmptiedInTheEnd() {
        try (Store store = open(rules().keepNamespace(NS, HOUR))) {
            Stream pump = stream(store, "pump");
            write(pump, 0, 10);
            store.flush();
            assertTrue(pump.find(Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, new ColumnBatch(pump.layout(), 1)));
            now = 2 * HOUR_SECONDS;
            store.compact();
            assertEquals("nothing", span(pump));
            assertFalse(
                    pump.find(Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, new ColumnBatch(pump.layout(), 1)),
                    "the last event is not remembered either");
            assertEquals(0, store.metrics().segmentBytes());
            write(pump, now, now + 1);
            assertEquals("7200..7200, 1", span(pump));
        }
    }

    @Test
    void aLateEventIsTakenUpAndGoesWithTheNextBlock() {
        try (Store store = open(rules().keepNamespace(NS, HOUR))) {
            Stream pump = stream(store, "pump");
            write(pump, 0, 2_000);
            store.flush();
            now = HOUR_SECONDS + 1_500;
            store.compact();
            write(pump, 7, 8);
            assertEquals("7..1999, 501", span(pump), "what was dropped stays gone");
            store.compact();
            assertEquals("7..1999, 501", span(pump), "it is in no block yet");
            store.flush();
            store.compact();
            assertEquals("1500..1999, 500", span(pump));
        }
    }

    @Test
    void aSnapshotKeepsWhatItSaw() {
        try (Store store = open(rules().keepNamespace(NS, HOUR))) {
            Stream pump = stream(store, "pump");
            write(pump, 0, 5_000);
            store.flush();
            try (StreamSnapshot before = pump.snapshot()) {
                now = 2 * HOUR_SECONDS;
                store.compact();
                assertEquals(5_000, read(before).size());
            }
            assertEquals("3600..4999, 1400", span(pump));
        }
    }

    @Test
    void aClockThatGoesBackDropsNothing() {
        try (Store store = open(rules().keepNamespace(NS, HOUR))) {
            Stream pump = stream(store, "pump");
            write(pump, 0, 5_000);
            store.flush();
            now = HOUR_SECONDS + 2_000;
            store.compact();
            assertEquals("2000..4999, 3000", span(pump));
            for (long earlier : new long[] {
                3_000, 0, -HOUR_SECONDS, -Duration.ofDays(2027 * 366).toSeconds()
            }) {
                now = earlier;
                store.compact();
                assertEquals("2000..4999, 3000", span(pump), "at " + earlier);
            }
        }
    }

    @Test
    void timesWithAnOffsetCountByTheirInstant() {
        try (Store store = open(rules().keepNamespace(NS, HOUR))) {
            Stream local = stream(store, "local", LOCAL_READING);
            write(local, 0, 3_000);
            store.flush();
            now = HOUR_SECONDS + 2_000;
            store.compact();
            assertEquals("2000..2999, 1000", span(local));
        }
    }

    // Which streams

    @Test
    void theRuleCountsThatSaysMostOfTheId() {
        Retention rules = rules().keepStream(NS, "PUMP-1", Duration.ofSeconds(100))
                .keepStream(NS, "pump-2", Retention.FOR_EVER)
                .keepStreamsBeginning(NS, "pu", Duration.ofSeconds(300))
                .keepStreamsBeginning(NS, "pump", Duration.ofSeconds(9_999))
                .keepStreamsBeginning(NS, "Pump", Duration.ofSeconds(200))
                .keepNamespace(NS, Duration.ofSeconds(400))
                .keepNamespace("absent", Duration.ofSeconds(1));
        try (Store store = open(rules)) {
            for (String id : new String[] {"pump-1", "pump-2", "pump-3", "pulley", "valve"}) {
                write(stream(store, id), 0, 500);
            }
            TestEvents.stream(store, "pump-by-number")
                    .insert(TestEvents.batch(store.stream(NS, "pump-by-number").layout(), List.of()));
            store.flush();
            now = 1_000;
            store.compact();
            assertEquals("nothing", span(store.stream(NS, "pump-1")));
            assertEquals("0..499, 500", span(store.stream(NS, "pump-2")));
            assertEquals(3, store.metrics().expirations() - 1, "pump-3, pulley and valve");
            now = 10_000;
            write(store.stream(NS, "pump-1"), 9_901, 9_999);
            write(store.stream(NS, "pump-3"), 9_801, 9_999);
            write(store.stream(NS, "pulley"), 9_701, 9_999);
            write(store.stream(NS, "valve"), 9_601, 9_999);
            store.flush();
            store.compact();
            assertEquals("9901..9998, 98", span(store.stream(NS, "pump-1")));
            assertEquals("9801..9998, 198", span(store.stream(NS, "pump-3")));
            assertEquals("9701..9998, 298", span(store.stream(NS, "pulley")));
            assertEquals("9601..9998, 398", span(store.stream(NS, "valve")));
        }
    }

    @Test
    void streamsWithOtherKeysArePassedOver() {
        try (Store store = open(rules().keepNamespace(NS, HOUR))) {
            Stream numbers = TestEvents.stream(store, "numbers");
            TestEvents.Row row = new TestEvents.Row(5, 1, 2.0, "three");
            numbers.insert(TestEvents.batch(numbers.layout(), List.of(row)));
            store.flush();
            now = 2 * HOUR_SECONDS;
            store.compact();
            assertEquals(List.of(row), TestEvents.readAll(numbers));
        }
    }

    @Test
    void aRuleThatNamesAStreamWithAnotherKeyIsRefusedAtOpen() {
        try (Store store = open(Retention.none())) {
            TestEvents.stream(store, "numbers");
        }
        InvalidRequestException refused =
                assertThrows(InvalidRequestException.class, () -> open(rules().keepStream(NS, "Numbers", HOUR)));
        assertTrue(refused.reason().contains("'numbers'"), refused.reason());
        assertTrue(refused.reason().contains("'Pump' is not a single DateTime or DateTimeOffset"), refused.reason());
        try (Store store = open(Retention.none())) {
            assertTrue(store.registry().findStream(NS, "numbers").isPresent());
        }
    }

    @Test
    void whereSuchAStreamIsMadeLaterTheRuleIsReportedOnceAndTheOthersAreApplied() {
        try (Store store = open(rules().keepStream(NS, "numbers", HOUR).keepStream(NS, "pump", HOUR))) {
            TestEvents.stream(store, "numbers");
            Stream pump = stream(store, "pump");
            write(pump, 0, 10);
            store.flush();
            now = 2 * HOUR_SECONDS;
            assertThrows(InvalidRequestException.class, store::compact);
            assertEquals("nothing", span(pump));
            store.compact();
        }
    }

    @Test
    void whatFailsInTheBackgroundIsToldToTheNextWriter() {
        Retention rules = rules().keepStream(NS, "numbers", HOUR);
        try (Store store = Store.open(disk, options(rules).withMemoryBudget(1 << 20))) {
            TestEvents.stream(store, "numbers");
            Stream pump = stream(store, "pump");
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            InvalidRequestException told = null;
            for (long at = 0; told == null && System.nanoTime() < deadline; at += 1_000) {
                try {
                    write(pump, at, at + 1_000);
                } catch (InvalidRequestException e) {
                    told = e;
                }
            }
            assertNotNull(told, "nobody was told");
            assertTrue(told.reason().contains("'numbers'"), told.reason());
        }
    }

    @Test
    void aDurationIsPositive() {
        assertThrows(IllegalArgumentException.class, () -> rules().keepNamespace(NS, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> rules().keepStream(NS, "a", Duration.ofSeconds(-1)));
    }

    @Test
    void aStoreThatIsOpenedWithoutRulesKeepsWhatIsThere() {
        try (Store store = open(rules().keepNamespace(NS, HOUR))) {
            write(stream(store, "pump"), 0, 10);
        }
        now = 10 * HOUR_SECONDS;
        try (Store store = open(Retention.none())) {
            store.compact();
            assertEquals("0..9, 10", span(store.stream(NS, "pump")));
        }
    }

    // Space

    @Test
    void spaceComesBackWhateverTheOtherSegmentsAre() {
        try (Store store = open(rules().keepStream(NS, "pump", HOUR))) {
            Stream pump = stream(store, "pump");
            SplittableRandom random = new SplittableRandom(1);
            ColumnBatch noise = seconds(pump, 0, 40_000, 0);
            for (int row = 0; row < noise.count(); row++) {
                noise.longs(0)[row] = random.nextLong();
            }
            pump.insert(noise);
            store.flush();
            long full = store.metrics().segmentBytes();
            assertTrue(full > 300_000, "noise cannot be packed: " + full);
            now = 40_000;
            store.compact();
            long left = store.metrics().segmentBytes();
            assertTrue(left < full / 9, full + " bytes became " + left);
            long onDisk = disk.files().entrySet().stream()
                    .filter(file -> file.getKey().endsWith(".seg"))
                    .count();
            assertEquals(1, onDisk);
            assertEquals(HOUR_SECONDS, read(pump).size());
        }
    }

    @Test
    void aStoreThatWritesForEverStaysAsLargeAsItsRuleSays() {
        // In memory compaction runs in the writer's thread, whenever half of the budget is full.
        Retention rules = rules().keepNamespace(NS, HOUR);
        try (Store store = Store.inMemory(options(rules).withMemoryBudget(1 << 20));
                Store forEver = Store.inMemory(options(Retention.none()).withMemoryBudget(1 << 20))) {
            Stream pump = stream(store, "pump");
            Stream kept = stream(forEver, "pump");
            for (now = 0; now < 600_000; now += 10_000) {
                write(pump, now, now + 10_000);
                write(kept, now, now + 10_000);
            }
            assertTrue(store.metrics().expirations() > 3, store.metrics().toString());
            assertTrue(
                    store.metrics().segmentBytes() < forEver.metrics().segmentBytes() / 3,
                    () -> store.metrics() + " and " + forEver.metrics());
            TreeMap<Long, Long> rows = read(pump);
            assertEquals(599_999, rows.lastKey());
            assertTrue(rows.firstKey() < 599_999 - HOUR_SECONDS);
            assertEquals(599_999 - rows.firstKey() + 1, rows.size());
            assertEquals(600_000, rows.size() + store.metrics().expiredEvents());
        }
    }

    // Models

    @ParameterizedTest(name = "in memory: {0}, seed {1}")
    @CsvSource({"true, 1", "true, 2", "false, 3", "false, 4", "false, 5"})
    void whateverIsDoneItIsASortedMapThatLosesItsHead(boolean inMemory, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Retention rules = rules().keepStreamsBeginning(NS, "pump", HOUR);
        Store store = inMemory ? Store.inMemory(options(rules)) : open(rules);
        try {
            int drops = 0;
            TreeMap<Long, Long> pumpModel = new TreeMap<>();
            TreeMap<Long, Long> valveModel = new TreeMap<>();
            for (int step = 0; step < 150; step++) {
                String where = "seed " + seed + ", step " + step;
                boolean isPump = random.nextBoolean();
                Stream stream = stream(store, isPump ? "pump" : "valve");
                change(stream, isPump ? pumpModel : valveModel, random, step);
                now += random.nextInt(-500, 900);
                if (random.nextInt(6) == 0) {
                    store.flush();
                }
                if (random.nextInt(10) == 0) {
                    store.compact();
                    drops += drop(read(stream(store, "pump")), pumpModel, where);
                }
                if (!inMemory && random.nextInt(30) == 0) {
                    store.close();
                    store = open(rules);
                }
                if (random.nextInt(5) == 0) {
                    assertEquals(pumpModel, read(stream(store, "pump")), where);
                    assertEquals(valveModel, read(stream(store, "valve")), where);
                }
            }
            assertTrue(drops > 0, "nothing was ever dropped");
        } finally {
            store.close();
        }
    }

    private void change(Stream stream, TreeMap<Long, Long> model, SplittableRandom random, long value) {
        long from = Math.max(0, now - random.nextInt(random.nextInt(4) == 0 ? 2 * HOUR_SECONDS : 600));
        long to = from + random.nextInt(1, 1_500);
        if (random.nextInt(8) == 0) {
            stream.removeWindow(new KeyRange(key(from), key(to)));
            model.subMap(from, true, to, true).clear();
        } else {
            stream.update(seconds(stream, from, to, value));
            for (long second = from; second < to; second++) {
                model.put(second, value);
            }
        }
    }

    /** Either everything is as it was, or exactly what is older than the rule says is gone; which of the two. */
    private int drop(TreeMap<Long, Long> found, TreeMap<Long, Long> model, String where) {
        if (found.equals(model)) {
            return 0;
        }
        model.headMap(now - HOUR_SECONDS, false).clear();
        assertEquals(model, found, where);
        return 1;
    }

    @ParameterizedTest
    @EnumSource(TypeChangeCrashTest.Crash.class)
    void aCrashAnywhereLeavesAllOldEventsOfAStreamOrNone(TypeChangeCrashTest.Crash crash) {
        now = HOUR_SECONDS + 2_100;
        Retention rules = rules().keepStream(NS, "pump", HOUR);
        ForgetfulFolder begin = new ForgetfulFolder();
        Store store = Store.open(begin, options(rules));
        write(stream(store, "pump"), 0, 2_200);
        write(stream(store, "valve"), 0, 20);
        store.flush();
        store.sync();
        begin = begin.afterKill();
        store.close();
        ForgetfulFolder whole = begin.copy();
        assertTrue(expire(whole, rules));
        int dropped = 0;
        for (long at = 1; at <= whole.operations(); at++) {
            ForgetfulFolder folder = begin.copy();
            folder.losePowerAt(at, crash != TypeChangeCrashTest.Crash.KILL_IN_THE_MIDDLE);
            boolean told = expire(folder, rules);
            for (int seed = 0; seed < (crash == TypeChangeCrashTest.Crash.POWER_LOSS ? 4 : 1); seed++) {
                ForgetfulFolder left = crash == TypeChangeCrashTest.Crash.POWER_LOSS
                        ? folder.afterPowerLoss(new SplittableRandom(at * 4 + seed))
                        : folder.afterKill();
                String where = "operation " + at + " of " + whole.operations() + ", seed " + seed;
                try (Store after = Store.open(left, options(Retention.none()))) {
                    String pump = span(after.stream(NS, "pump"));
                    boolean isGone = pump.equals("2100..2199, 100");
                    assertTrue(isGone || pump.equals("0..2199, 2200") && !told, where + ": " + pump);
                    assertEquals("0..19, 20", span(after.stream(NS, "valve")), where);
                    dropped += isGone ? 1 : 0;
                }
            }
        }
        assertTrue(dropped > 3, "too few crashes came after the removal: " + dropped);
    }

    /** Opens, compacts and closes; whether it came to the end. */
    private static boolean expire(ForgetfulFolder folder, Retention rules) {
        Store store = null;
        try {
            store = Store.open(folder, options(rules));
            // Old events in the log as well: they must go with those that are in segments.
            write(store.stream(NS, "pump"), 50, 60);
            store.compact();
            store.close();
            return true;
        } catch (UnavailableException noPower) {
            if (store != null) {
                try {
                    store.close();
                } catch (UnavailableException expected) {
                    // The process of a real crash would not even have got here.
                }
            }
            return false;
        }
    }

    @Test
    void itWaitsForTheTurnOfTheStream() throws Exception {
        try (Store store = open(rules().keepNamespace(NS, HOUR))) {
            Stream pump = stream(store, "pump");
            write(pump, 0, 10);
            store.flush();
            now = 2 * HOUR_SECONDS;
            Thread compaction = new Thread(store::compact);
            pump.rewrite(events -> {
                compaction.start();
                while (compaction.isAlive() && compaction.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                assertEquals(0, store.metrics().expirations(), "somebody else has the turn");
                return seconds(pump, 0, 1, 5);
            });
            compaction.join();
            assertEquals("nothing", span(pump));
        }
    }

    @Test
    void writersBesideItLoseNothing() throws Exception {
        now = 0;
        try (Store store = open(rules().keepNamespace(NS, HOUR))) {
            Stream pump = stream(store, "pump");
            Thread writer = new Thread(() -> {
                for (long at = 0; at < 40_000; at += 500) {
                    pump.insert(seconds(pump, at, at + 500, at));
                }
            });
            writer.start();
            boolean isWritten;
            do {
                isWritten = !writer.isAlive();
                store.flush();
                ColumnBatch last = new ColumnBatch(pump.layout(), 1);
                if (pump.find(Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, last)) {
                    // The clock of the store follows what is written.
                    now = (last.key(0) - key(0)) / Ticks.PER_SECOND;
                }
                store.compact();
            } while (!isWritten);
            writer.join();
            TreeMap<Long, Long> rows = read(pump);
            assertEquals(39_999, now);
            assertEquals(39_999, rows.lastKey());
            assertEquals(40_000 - rows.firstKey(), rows.size());
            assertTrue(rows.firstKey() <= now - HOUR_SECONDS, rows.firstKey() + " at " + now);
            assertEquals(40_000, rows.size() + store.metrics().expiredEvents());
        }
    }
}
