package io.seqstore.hostile;

import io.seqstore.core.codec.BlockCodec;
import io.seqstore.core.codec.KeyCodec;
import io.seqstore.core.codec.MalformedBytesException;
import io.seqstore.core.codec.Packing;
import io.seqstore.core.codec.StreamRowsCodec;
import io.seqstore.core.memory.ByteOutput;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.Registry;
import io.seqstore.types.registry.RegistryChange;
import io.seqstore.types.registry.RegistryChangeBytes;
import io.seqstore.types.registry.RegistryJournal;
import io.seqstore.types.registry.StoredChange;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Bytes behind the checksums, without the files around them: many more rounds in the same time. The codecs know no file, so
 * that they say {@link MalformedBytesException} or {@link IllegalArgumentException}, which their callers turn into damage.
 */
class HostileBytesTest {
    private static final int MODEST = 3_000;

    /** A body of a log may say that it has the most rows there are, and bear it out with a few bytes: three longs a row. */
    private static final long MOST_MEMORY = 3L * Long.BYTES * BlockCodec.MAX_ROWS;

    @Test
    void blockBodies() {
        EventLayout layout = EventLayout.of(SampleStore.ALL);
        List<byte[]> bodies = bodies(layout);
        BlockCodec codec = new BlockCodec();
        Rounds.run("block bodies", MODEST, MOST_MEMORY, random -> {
            byte[] body = bodies.get(random.nextInt(bodies.size()));
            byte[] changed = withSlack(Mutation.of(body, random));
            ColumnBatch batch = new ColumnBatch(layout, 0);
            malformedAllowed(
                    () -> codec.decode(changed, 0, changed.length - ByteOutput.SLACK, 0, 2_000, batch, column -> true));
            EventConverter converter = EventConverter.of(layout);
            for (int row = 0; row < batch.count(); row++) {
                converter.read(batch, row);
            }
        });
    }

    private static List<byte[]> bodies(EventLayout layout) {
        List<byte[]> bodies = new ArrayList<>();
        EventConverter converter = EventConverter.of(layout);
        for (int rows : new int[] {1, 2, 30, 200}) {
            ColumnBatch batch = new ColumnBatch(layout, 0);
            for (Event event : SampleStore.events(layout, rows, new SplittableRandom(rows))) {
                converter.append(event, batch);
            }
            for (Packing packing : Packing.values()) {
                ByteOutput out = new ByteOutput(64);
                new BlockCodec(packing).encode(batch, 0, batch.count(), false, out);
                bodies.add(Arrays.copyOf(out.bytes(), out.length()));
            }
        }
        return bodies;
    }

    private static byte[] withSlack(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + ByteOutput.SLACK);
    }

    private static void malformedAllowed(Runnable action) {
        try {
            action.run();
        } catch (MalformedBytesException told) {
            // What the reader that knows the file turns into damage.
        }
    }

    @Test
    void rowsOfManyStreams() {
        EventLayout layout = EventLayout.of(SampleStore.SERIES);
        ColumnBatch batch = new ColumnBatch(layout, 0);
        int[] ordinals = new int[300];
        for (int i = 0; i < ordinals.length; i++) {
            batch.addRow(i * 1_000L);
            batch.doubles(0)[i] = i / 4.0;
            ordinals[i] = i / 7;
        }
        ByteOutput out = new ByteOutput(64);
        new StreamRowsCodec().encode(ordinals, batch, new BlockCodec(), out);
        byte[] body = Arrays.copyOf(out.bytes(), out.length());
        Rounds.run("rows of many streams", MODEST, MOST_MEMORY, random -> {
            byte[] changed = withSlack(Mutation.of(body, random));
            int length = changed.length - ByteOutput.SLACK;
            malformedAllowed(() -> {
                int rows = StreamRowsCodec.rows(changed, 0, length);
                StreamRowsCodec.decodeOrdinals(changed, 0, length, 0, rows);
                StreamRowsCodec.decodeRows(changed, 0, length, 0, rows, new ColumnBatch(layout, 0), new BlockCodec());
            });
        });
    }

    @Test
    void singleKeys() {
        EventConverter converter = EventConverter.of(EventLayout.of(SampleStore.LONG_KEY));
        ByteOutput out = new ByteOutput(64);
        for (int i = 0; i < 8; i++) {
            KeyCodec.put(converter.eventKey(List.of("a".repeat(i) + i, i)), out);
        }
        byte[] keys = Arrays.copyOf(out.bytes(), out.length());
        Rounds.run("single keys", MODEST, random -> {
            byte[] changed = Mutation.of(keys, random);
            boolean isHeadOnly = random.nextInt(4) == 0;
            malformedAllowed(() -> {
                KeyCodec.ranges(changed, 0, changed.length, isHeadOnly);
                if (!isHeadOnly) {
                    KeyCodec.keys(changed, 0, changed.length, false).forEach(converter::keyText);
                }
            });
        });
    }

    @Test
    void changesOfTheRegistry() {
        List<byte[]> changes = new ArrayList<>();
        Registry original = new Registry(change -> changes.add(RegistryChangeBytes.encode(change)));
        define(original);
        List<RegistryChange> checkpoint = new ArrayList<>();
        original.checkpoint(checkpoint::add);
        checkpoint.forEach(change -> changes.add(RegistryChangeBytes.encode(change)));
        Rounds.run("changes of the registry", MODEST, random -> {
            Registry registry = new Registry(RegistryJournal.none());
            int bad = random.nextInt(changes.size());
            for (int i = 0; i < changes.size(); i++) {
                byte[] change = i == bad ? Mutation.of(changes.get(i), random) : changes.get(i);
                try {
                    if (random.nextBoolean()) {
                        registry.replay(StoredChange.of(change));
                    } else {
                        registry.replay(RegistryChangeBytes.decode(change));
                    }
                } catch (IllegalArgumentException told) {
                    // What the reader that knows the file turns into damage.
                }
            }
            registry.namespaces().list().forEach(namespace -> registry.recountReferences(namespace.id())
                    .forEach((typeId, counted) -> {
                        if (!counted.equals(registry.referenceCounts(namespace.id(), typeId))) {
                            throw new AssertionError("type " + typeId + " is counted wrong");
                        }
                    }));
            registry.checkpoint(RegistryChangeBytes::encode);
        });
    }

    private static void define(Registry registry) {
        String namespace = Registry.DEFAULT_NAMESPACE;
        registry.getOrCreateType(namespace, SampleStore.ALL);
        registry.getOrCreateType(namespace, SampleStore.SERIES);
        registry.getOrCreateType(namespace, SampleStore.LONG_KEY);
        for (String id : List.of("a", "\u0142\u00f3d\u017a", "c")) {
            registry.getOrCreateStream(
                    namespace, new SdsStream(id, "Series", "about " + id, null, List.of(), null, null, List.of()));
        }
        registry.createOrUpdateStream(
                namespace,
                SdsStream.of("a", "Series").withPropertyOverrides(List.of(new PropertyOverride("Value", null, null))));
        registry.streamViews().createOrUpdate(namespace, SdsStreamView.of("view", "Series", "LongKey"));
        registry.streamLabels().setTags(namespace, "a", List.of("x", "y"));
        registry.streamLabels().setMetadata(namespace, "a", Map.of("k", "v"));
        registry.deleteStream(namespace, "c");
    }
}
