package io.seqstore.query;

import io.seqstore.core.Store;
import io.seqstore.core.StoreOptions;
import io.seqstore.core.Stream;
import io.seqstore.types.KeyRange;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.ColumnKind;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.KeyForm;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.Random;
import java.util.TreeSet;

/** A stream of random events in several layers: in order, late, removed, updated, flushed and compacted as it happens. */
final class ServedStore implements AutoCloseable {
    /** What the values are like. */
    enum Values {
        PLAIN,
        NULLS,
        ODD
    }

    private static final SdsType LEADING_TYPE = type("Leading", SdsTypeCode.INT64)
            .interpolation(SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING)
            .build();
    private static final SdsType TRAILING_TYPE = type("Trailing", SdsTypeCode.INT64)
            .interpolation(SdsInterpolationMode.CONTINUOUS_NULLABLE_TRAILING)
            .build();
    private static final SdsType CONTINUOUS_TYPE =
            type("Middle", SdsTypeCode.INT64).build();
    private static final SdsType FLOATING_TYPE =
            type("Floating", SdsTypeCode.DOUBLE).build();

    final Store store;
    final SdsType type;
    private final TreeSet<Long> keys = new TreeSet<>();
    private final Random random;
    private final Values values;
    private long lastStep;

    ServedStore(Random random, Values values, int events) {
        this.random = random;
        this.values = values;
        this.type = switch (random.nextInt(4)) {
            case 0 -> LEADING_TYPE;
            case 1 -> TRAILING_TYPE;
            case 2 -> FLOATING_TYPE;
            default -> CONTINUOUS_TYPE;
        };
        this.store = Store.inMemory(StoreOptions.defaults());
        store.registry().getOrCreateType(Registry.DEFAULT_NAMESPACE, type);
        store.registry().getOrCreateStream(Registry.DEFAULT_NAMESPACE, definition());
        fill(events);
    }

    private static SdsType.Builder type(String id, SdsTypeCode key) {
        return SdsType.object(id)
                .key("K", key)
                .property("D", SdsTypeCode.DOUBLE)
                .property("N", SdsTypeCode.NULLABLE_DOUBLE)
                .property("F", SdsTypeCode.SINGLE)
                .property("I", SdsTypeCode.INT32)
                .property("L", SdsTypeCode.NULLABLE_INT64)
                .property("U", SdsTypeCode.UINT64)
                .property("B", SdsTypeCode.BOOLEAN)
                .property("C", SdsTypeCode.CHAR)
                .property("S", SdsTypeCode.TIME_SPAN)
                .property("T", SdsTypeCode.DATE_TIME)
                .property("O", SdsTypeCode.NULLABLE_DATE_TIME_OFFSET)
                .property("Text", SdsTypeCode.STRING)
                .property(property("Step", SdsInterpolationMode.STEPWISE_CONTINUOUS_LEADING))
                .property(property("Late", SdsInterpolationMode.STEPWISE_CONTINUOUS_TRAILING))
                .property(property("Alone", SdsInterpolationMode.DISCRETE));
    }

    private static SdsTypeProperty property(String id, SdsInterpolationMode mode) {
        return SdsTypeProperty.of(id, SdsType.of(SdsTypeCode.DOUBLE)).withInterpolationMode(mode);
    }

    SdsStream definition() {
        return SdsStream.of("s", type.id());
    }

    Stream stream() {
        return store.stream(Registry.DEFAULT_NAMESPACE, "s");
    }

    EventLayout layout() {
        return stream().layout();
    }

    TreeSet<Long> keys() {
        return keys;
    }

    /** A key near those that are there, as the layout holds it. */
    long anyKey() {
        return key(random.nextInt((int) (lastStep + 2 * 10)) - 10);
    }

    private long key(long step) {
        return type == FLOATING_TYPE ? KeyForm.ofDouble(step / 8.0) : step;
    }

    private void fill(int events) {
        TreeSet<Long> waiting = new TreeSet<>();
        long step = 0;
        for (int done = 0; done < events; ) {
            ColumnBatch batch = new ColumnBatch(layout(), 0);
            int count = Math.min(events - done, 1 + random.nextInt(3000));
            for (int i = 0; i < count; i++) {
                step += 1 + random.nextInt(3);
                if (random.nextInt(500) == 0) {
                    waiting.add(key(step));
                } else {
                    addRow(batch, key(step));
                }
            }
            stream().insert(batch);
            done += count;
            lastStep = step;
            happen(waiting);
        }
    }

    private void happen(TreeSet<Long> waiting) {
        switch (random.nextInt(12)) {
            case 0, 1 -> store.flush();
            case 2 -> store.compact();
            case 3 -> {
                ColumnBatch late = new ColumnBatch(layout(), 0);
                waiting.forEach(key -> addRow(late, key));
                stream().insert(late);
                waiting.clear();
            }
            case 4 -> update();
            case 5 -> removeSome();
            case 6 -> {
                long from = key(random.nextInt((int) lastStep));
                stream().removeWindow(new KeyRange(from, from + 20));
                keys.subSet(from, true, from + 20, true).clear();
            }
            default -> {
                // Most batches simply follow each other.
            }
        }
    }

    private void update() {
        ColumnBatch updated = new ColumnBatch(layout(), 0);
        Long key = keys.ceiling(key(random.nextInt((int) lastStep)));
        for (int i = 0; i < 5 && key != null; i++) {
            addRow(updated, key);
            key = keys.higher(key);
        }
        if (updated.count() > 0) {
            stream().update(updated);
        }
    }

    private void removeSome() {
        Long key = keys.ceiling(key(random.nextInt((int) lastStep)));
        if (key != null) {
            stream().remove(key);
            keys.remove(key);
        }
    }

    private void addRow(ColumnBatch batch, long key) {
        keys.add(key);
        int row = batch.addRow(key);
        for (PropertyLayout property : batch.layout().properties()) {
            if (property.column() == PropertyLayout.NONE) {
                continue;
            }
            ColumnKind kind = batch.column(property.column()).kind();
            boolean isNullable = property.code().isNullableScalar();
            if (isNullable && values != Values.PLAIN && random.nextInt(3) == 0) {
                batch.column(property.column()).setNull(row);
                if (property.offsetColumn() != PropertyLayout.NONE) {
                    batch.column(property.offsetColumn()).setNull(row);
                }
                continue;
            }
            if (kind == ColumnKind.DOUBLE) {
                batch.doubles(property.column())[row] = number(property.id());
            } else if (kind == ColumnKind.LONG) {
                batch.longs(property.column())[row] = integer(property.code().scalar());
                if (property.offsetColumn() != PropertyLayout.NONE) {
                    batch.longs(property.offsetColumn())[row] = 0;
                }
            } else {
                batch.bytes(property.column()).set(row, new byte[] {'a'});
            }
        }
    }

    private double number(String id) {
        if (values == Values.ODD && random.nextInt(4000) == 0) {
            double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, -0.0, 1e300, Double.NEGATIVE_INFINITY, 1e-300};
            return odd[random.nextInt(odd.length)];
        }
        return id.equals("F") ? random.nextInt(50) : 20 + random.nextInt(100_000) / 1000.0;
    }

    private long integer(SdsTypeCode code) {
        return switch (code) {
            case BOOLEAN -> random.nextInt(2);
            case UINT64 -> random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(1000);
            case DATE_TIME, DATE_TIME_OFFSET -> 630_000_000_000_000_000L + random.nextInt(1 << 30) * 1000L;
            case TIME_SPAN -> 1000L + random.nextInt(1 << 20);
            default -> random.nextInt(2000);
        };
    }

    @Override
    public void close() {
        store.close();
    }
}
