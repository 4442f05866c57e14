package io.seqstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.core.Durability;
import io.seqstore.core.StoreOptions;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.SearchMode;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.record.Key;
import io.seqstore.types.record.TypeId;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store is closed while all that it can do is being done: everybody is told once, in the same words, nobody waits long,
 * nothing is written afterwards, and what was acknowledged is there.
 */
class CloseUnderUseTest {
    private static final long LONGEST_WAIT_SECONDS = 20;
    private static final int EVENTS = 3_000;

    @TempDir
    private Path folder;

    private final AtomicLong next = new AtomicLong(EVENTS);

    /** An event. */
    @TypeId("Pump")
    record Pump(@Key long time, double level) {}

    /** Something that is done again and again until the store is closed. */
    private interface Use {
        void run(Seqstore store) throws Exception;
    }

    private Map<String, Use> uses() {
        Map<String, Use> uses = new LinkedHashMap<>();
        uses.put("first", store -> pump(store).first());
        uses.put("find", store -> pump(store).find(7L, SearchMode.EXACT_OR_NEXT));
        uses.put(
                "window",
                store -> assertEquals(
                        EVENTS, pump(store).window(0L, EVENTS - 1L).events().size()));
        uses.put("page", store -> pump(store).window(0L, 99L).page(10));
        uses.put("range", store -> pump(store).range(5L).count(50).columns());
        uses.put("filter", store -> pump(store).filtered("level gt 3").count(40).events());
        uses.put("interpolated", store -> pump(store).interpolated(0L, 100L, 20).events());
        uses.put(
                "sampled", store -> pump(store).sampled(0L, 2_000L, 20, "level").events());
        uses.put("summaries", store -> pump(store).summaries(0L, 2_000L, 5));
        uses.put("join", store -> JoinRead.of(
                        JoinMode.OUTER, pump(store).window(0L, 50L), pump(store).window(9L, 60L))
                .rows());
        uses.put("cursor", store -> {
            try (var cursor = pump(store).window(0L, EVENTS - 1L).cursor()) {
                long expected = 0;
                while (cursor.next()) {
                    assertEquals(expected++, cursor.key());
                }
                assertEquals(EVENTS, expected, "a cursor that was open when the store closed goes on to its end");
            }
        });
        uses.put("stream", store -> {
            try (Stream<Pump> rows = pump(store).window(0L, EVENTS - 1L).stream(Pump.class)) {
                assertEquals(EVENTS, rows.count());
            }
        });
        uses.put("reader", store -> pump(store).reader().at(3));
        uses.put("list", store -> store.defaultNamespace().streams().list(ListRequest.all()));
        uses.put("flush", Seqstore::flush);
        uses.put("compact", Seqstore::compact);
        uses.put("sync", Seqstore::sync);
        uses.put("backup", store -> store.backup(folder.resolve("backup " + next.incrementAndGet())));
        uses.put("type change", store -> {
            store.defaultNamespace().changeStreamType("changing", "ToOther");
            store.defaultNamespace().changeStreamType("changing", "ToPump");
        });
        uses.put("definitions", store -> {
            store.getOrCreateStream(SdsStream.of("short", "Pump"));
            store.deleteStream("short");
        });
        return uses;
    }

    private static EventStream pump(Seqstore store) {
        return store.stream("pump");
    }

    /** Writers: how often each was told that its event is written. */
    private Map<String, Use> writers(Map<String, AtomicLong> acknowledged) {
        Map<String, Use> writers = new LinkedHashMap<>();
        for (String id : List.of("inserted", "appended", "many")) {
            acknowledged.put(id, new AtomicLong());
        }
        AtomicLong inserted = acknowledged.get("inserted");
        writers.put("insert", store -> {
            store.stream("inserted").as(Pump.class).insert(new Pump(inserted.get(), 1));
            inserted.incrementAndGet();
        });
        AtomicLong appended = acknowledged.get("appended");
        writers.put("append", store -> {
            Appender appender = store.stream("appended").appender();
            appender.row(appended.get()).set(appender.position("level"), 2.0);
            appender.flush();
            appended.incrementAndGet();
        });
        AtomicLong many = acknowledged.get("many");
        writers.put("append to many", store -> {
            EventStream stream = store.stream("many");
            MultiStreamAppender appender = store.defaultNamespace().multiStreamAppender(stream, failed -> {
                throw failed.failure().orElseThrow();
            });
            appender.row(stream, many.get()).set(appender.position("level"), 3.0);
            appender.flush();
            many.incrementAndGet();
        });
        return writers;
    }

    private static void fill(Seqstore store) {
        StreamNamespace namespace = store.defaultNamespace();
        store.getOrCreateType(Pump.class);
        SdsType type = store.findType("Pump").orElseThrow();
        store.getOrCreateType(type.toBuilder().id("Other").name("Other").build());
        namespace.streamViews().getOrCreate(SdsStreamView.of("ToOther", "Pump", "Other"));
        namespace.streamViews().getOrCreate(SdsStreamView.of("ToPump", "Other", "Pump"));
        for (String id : List.of("pump", "changing", "inserted", "appended", "many")) {
            store.getOrCreateStream(SdsStream.of(id, "Pump"));
        }
        for (String id : List.of("pump", "changing")) {
            store.stream(id)
                    .as(Pump.class)
                    .insert(LongStream.range(0, EVENTS)
                            .mapToObj(time -> new Pump(time, time / 4.0))
                            .toArray(Pump[]::new));
        }
    }

    @RepeatedTest(2)
    void everybodyIsToldOnceAndNothingIsLost() throws Exception {
        StoreOptions options =
                StoreOptions.defaults().withDurability(Durability.PROCESS).withMemoryBudget(2 << 20);
        Path place = folder.resolve("store");
        Map<String, AtomicLong> acknowledged = new ConcurrentHashMap<>();
        Map<String, Use> uses = uses();
        uses.putAll(writers(acknowledged));
        ExecutorService threads = Executors.newFixedThreadPool(uses.size());
        try {
            Seqstore store = Seqstore.open(place, options);
            fill(store);
            CountDownLatch allRun = new CountDownLatch(uses.size());
            Map<String, Future<UnavailableException>> ends = new LinkedHashMap<>();
            uses.forEach((name, use) -> ends.put(name, threads.submit(() -> untilRefused(store, use, allRun))));
            assertTrue(
                    allRun.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS),
                    "not everything was done once: " + failed(ends));
            store.close();
            Map<String, Long> files = files(place);
            for (Map.Entry<String, Future<UnavailableException>> end : ends.entrySet()) {
                UnavailableException told = end.getValue().get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
                assertTrue(told.getMessage().contains("The store is closed."), end.getKey() + ": " + told.getMessage());
            }
            // Segments that were merged go when their last reader ends; nothing else happens in the folder.
            Map<String, Long> changed = new HashMap<>(files(place));
            changed.entrySet().removeAll(files.entrySet());
            assertEquals(Map.of(), changed, "files that changed after the store was closed");
        } finally {
            threads.shutdownNow();
        }
        try (Seqstore store = Seqstore.open(place, options)) {
            acknowledged.forEach((id, count) -> {
                int found =
                        store.stream(id).window(0L, Long.MAX_VALUE).columns().count();
                // The last one may have been written without being acknowledged.
                assertTrue(found == count.get() || found == count.get() + 1, id + ": " + found + " of " + count);
            });
            assertFalse(acknowledged.isEmpty());
            for (String id : List.of("pump", "changing")) {
                assertEquals(
                        EVENTS,
                        store.stream(id).window(0L, Long.MAX_VALUE).columns().count(),
                        id);
            }
        }
        assertTrue(Seqstore.verify(place).isWhole());
    }

    /** Returns what the use is told in the end; any other exception fails the test. */
    private static UnavailableException untilRefused(Seqstore store, Use use, CountDownLatch allRun) throws Exception {
        try {
            use.run(store);
            allRun.countDown();
            while (true) {
                use.run(store);
            }
        } catch (UnavailableException closed) {
            return closed;
        }
    }

    private static List<String> failed(Map<String, Future<UnavailableException>> ends) {
        List<String> failed = new ArrayList<>();
        ends.forEach((name, end) -> {
            if (end.isDone()) {
                failed.add(name + " " + end);
            }
        });
        return failed;
    }

    private static Map<String, Long> files(Path place) throws IOException {
        Map<String, Long> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(place)) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.size(file));
            }
        }
        return files;
    }
}
