package io.seqstore.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.cursor.Probe;
import io.seqstore.core.format.Checksum;
import io.seqstore.core.format.FileHeader;
import io.seqstore.core.format.FileIdentity;
import io.seqstore.core.format.FileKind;
import io.seqstore.core.format.RecordHeader;
import io.seqstore.core.manifest.ManifestFile;
import io.seqstore.core.memory.LittleEndian;
import io.seqstore.core.repair.RepairReport;
import io.seqstore.core.repair.Salvage;
import io.seqstore.types.DamagedStoreException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.DoubleColumn;
import io.seqstore.types.event.LongColumn;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * A steady clock and values that stay take a few bytes, however many rows they are: a record of the log may honestly say as
 * many as a batch may have. Replaying it takes memory for a part of them at a time, and a record is applied wholly or not at
 * all.
 */
class LargeLogRecordsTest {
    private static final int FEW = 40;
    private static final int MANY = 1 << 22;

    /** Less than one column of that many rows. */
    private static final long MODEST = (long) MANY * Long.BYTES;

    private static final StoreOptions OPTIONS = StoreOptions.defaults().withDurability(Durability.PROCESS);

    private static final SdsType STEADY = SdsType.object("Steady")
            .key("Time", SdsTypeCode.INT64)
            .property("State", SdsTypeCode.INT32)
            .property("Level", SdsTypeCode.DOUBLE)
            .build();

    private static Stream steady(Store store, String id) {
        store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, STEADY);
        store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, SdsStream.of(id, "Steady"));
        return store.stream(Registry.DEFAULT_NAMESPACE, id);
    }

    /** Rows whose clock is steady and whose values stay. */
    private static void addSteady(ColumnBatch batch) {
        for (int i = 0; i < FEW; i++) {
            int row = batch.addRow(10L * i);
            ((LongColumn) batch.column(0)).set(row, 7);
            ((DoubleColumn) batch.column(1)).set(row, 1.5);
        }
    }

    private static ForgetfulFolder written(Consumer<Store> writing) {
        ForgetfulFolder folder = new ForgetfulFolder();
        Store store = Store.open(folder, OPTIONS);
        writing.accept(store);
        ForgetfulFolder left = folder.afterKill();
        store.close();
        return left;
    }

    /** Changes the last record of the log and puts its checksum right again. */
    private static void changeLastRecord(ForgetfulFolder folder, RecordChange change) {
        String name = folder.list().stream()
                .filter(file -> file.endsWith(".log"))
                .reduce((first, second) -> second)
                .orElseThrow();
        byte[] log = folder.files().get(name);
        int at = FileHeader.SIZE;
        int last = at;
        while (at + RecordHeader.SIZE <= log.length && RecordHeader.length(log, at) > 0) {
            last = at;
            at = (int) RecordHeader.next(at, RecordHeader.length(log, at));
        }
        int length = RecordHeader.length(log, last);
        change.of(log, last + RecordHeader.SIZE, length);
        FileIdentity identity = ManifestFile.findNewest(folder)
                .orElseThrow()
                .file(FileKind.LOG, FileKind.LOG.numberIn(name).orElseThrow());
        int covered = RecordHeader.SIZE - RecordHeader.COVERED + length;
        RecordHeader.setChecksum(
                log, last, new Checksum().of(identity, last, log, last + RecordHeader.COVERED, covered));
        folder.put(name, log);
    }

    private interface RecordChange {
        void of(byte[] log, int body, int length);
    }

    private static long allocatedBy(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void assertHoldsMany(Store store, String id) {
        Stream stream = store.stream(Registry.DEFAULT_NAMESPACE, id);
        ColumnBatch last = new ColumnBatch(stream.layout(), 0);
        assertTrue(stream.find(Long.MAX_VALUE, Probe.AT_OR_BEFORE, ColumnSet.ALL, last));
        assertEquals(10L * (MANY - 1), last.key(0));
        assertEquals(1.5, last.doubles(1)[0]);
        assertTrue(store.metrics().segments() > 1, "memory was given back in between");
    }

    @Test
    void aShortRecordOfMillionsOfRowsIsReplayedInLittleMemory() {
        ForgetfulFolder folder = written(store -> {
            Stream stream = steady(store, "pump");
            ColumnBatch batch = new ColumnBatch(stream.layout(), FEW);
            addSteady(batch);
            stream.insert(batch);
        });
        changeLastRecord(folder, (log, body, length) -> {
            assertEquals(FEW, BlockCodec.rows(log, body));
            LittleEndian.putInt(log, body, MANY);
        });
        Store[] store = new Store[1];
        long allocated = allocatedBy(() -> store[0] = Store.open(folder, OPTIONS));
        try (Store opened = store[0]) {
            assertTrue(allocated < MODEST, allocated + " bytes were allocated");
            assertHoldsMany(opened, "pump");
        }
    }

    @Test
    void soIsOneOfManyStreams() {
        ForgetfulFolder folder = written(store -> {
            Stream stream = steady(store, "pump");
            MultiStreamBatch batch = new MultiStreamBatch(stream.layout(), FEW);
            for (int i = 0; i < FEW; i++) {
                int row = batch.addRow(stream, 10L * i);
                ((LongColumn) batch.rows().column(0)).set(row, 7);
                ((DoubleColumn) batch.rows().column(1)).set(row, 1.5);
            }
            assertEquals(List.of(), store.insert(batch));
        });
        changeLastRecord(folder, (log, body, length) -> {
            int rowsAt = body + Integer.BYTES + LittleEndian.getInt(log, body);
            assertEquals(FEW, BlockCodec.rows(log, rowsAt));
            LittleEndian.putInt(log, rowsAt, MANY);
        });
        Store[] store = new Store[1];
        long allocated = allocatedBy(() -> store[0] = Store.open(folder, OPTIONS));
        try (Store opened = store[0]) {
            // The numbers of the streams come on top, and what was let go of counts, too.
            assertTrue(allocated < 4 * MODEST, allocated + " bytes were allocated");
            assertHoldsMany(opened, "pump");
        }
    }

    @Test
    void moreRowsThanABatchMayHaveAreDamage() {
        ForgetfulFolder folder = written(store -> {
            Stream stream = steady(store, "pump");
            ColumnBatch batch = new ColumnBatch(stream.layout(), FEW);
            addSteady(batch);
            stream.insert(batch);
        });
        changeLastRecord(folder, (log, body, length) -> LittleEndian.putInt(log, body, BlockCodec.MAX_ROWS + 1));
        DamagedStoreException damage = assertThrows(DamagedStoreException.class, () -> Store.open(folder, OPTIONS));
        assertTrue(Objects.requireNonNull(damage.parameters().get("File")).endsWith(".log"));
    }

    @Test
    void aRecordWhoseLastRowsAreDamagedIsLeftOutWhollyByARepair() {
        int rows = 150_000;
        ForgetfulFolder folder = written(store -> {
            Stream stream = TestEvents.stream(store, "pump");
            stream.insert(TestEvents.batch(stream.layout(), List.of(new TestEvents.Row(-1, 1, 1.0, "whole"))));
            ColumnBatch batch = new ColumnBatch(stream.layout(), rows);
            for (int i = 0; i < rows; i++) {
                TestEvents.fill(batch, batch.addRow(i), new TestEvents.Row(i, 0, 1.0, "note " + i % 3));
            }
            stream.insert(batch);
        });
        // The codes of three notes end the record; there is no fourth one.
        changeLastRecord(folder, (log, body, length) -> log[body + length - 1] = (byte) 0xFF);
        assertThrows(DamagedStoreException.class, () -> Store.open(folder, OPTIONS));
        ForgetfulFolder target = new ForgetfulFolder();
        RepairReport report = Salvage.run(folder, target);
        assertEquals(1, report.damages().size(), () -> report.damages().toString());
        try (Store store = Store.open(target, OPTIONS)) {
            assertEquals(
                    List.of(new TestEvents.Row(-1, 1, 1.0, "whole")),
                    TestEvents.readAll(store.stream(Registry.DEFAULT_NAMESPACE, "pump")));
        }
    }
}
