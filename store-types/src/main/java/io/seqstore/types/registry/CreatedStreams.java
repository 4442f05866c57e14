package io.seqstore.types.registry;

import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.value.Ticks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Created streams as {@link RegistryChangeBytes} stores them, taken apart as far as it needs to know that all of them are
 * whole. A plain stream, one with an id of ASCII that a search finds by its beginning and at most a name, stays the bytes
 * that it is: they are those of its record. Any other one is made at once.
 *
 * <p>Plain loops over arrays: when a store is opened first in a process, this runs for each of its streams before any of it
 * is compiled. Immutable.
 */
final class CreatedStreams {
    private static final int LEAST_BYTES_A_STREAM = 6;

    private final byte[] bytes;
    private final String namespace;
    private final List<String> typeIds;
    private final int count;
    private final int[] ordinals;
    private final int[] types;
    private final long[] created;
    /** Where the definitions stand. */
    private final int[] definitions;

    private final int[] ends;
    /** Those that are not plain; null when all are. */
    private @Nullable SdsStream @Nullable [] others;

    /**
     * The streams of a change.
     *
     * @throws IllegalArgumentException when the bytes are not what was written
     */
    CreatedStreams(byte[] bytes) {
        this.bytes = bytes;
        RecordInput in = new RecordInput(bytes, 1, bytes.length - 1);
        this.namespace = in.presentText();
        this.typeIds = in.texts();
        this.count = in.count(LEAST_BYTES_A_STREAM);
        this.ordinals = new int[count];
        this.types = new int[count];
        this.created = new long[count];
        this.definitions = new int[count];
        this.ends = new int[count];
        long ordinal = 0;
        long ticks = 0;
        for (int i = 0; i < count; i++) {
            ordinal += in.number();
            long type = in.number();
            if (ordinal < 0 || ordinal > Integer.MAX_VALUE || type < 0 || type >= typeIds.size()) {
                throw new IllegalArgumentException("stream " + ordinal + " has type " + type + " of " + typeIds.size());
            }
            ticks += in.number();
            ordinals[i] = (int) ordinal;
            types[i] = (int) type;
            created[i] = ticks;
            definitions[i] = in.position();
            int length = StreamRecord.lengthIfPlain(bytes, in.position());
            if (length > 0) {
                in.skip(length);
            } else {
                other(i, StreamRecord.definition(in, typeIds.get((int) type)));
            }
            ends[i] = in.position();
            if (ticks < Ticks.MIN || ticks > Ticks.MAX) {
                var unused = Ticks.toInstant(ticks);
            }
        }
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("there is something behind the registry change");
        }
    }

    private void other(int i, SdsStream stream) {
        @Nullable SdsStream[] there = others;
        if (there == null) {
            there = new SdsStream[count];
            others = there;
        }
        there[i] = stream;
    }

    String namespace() {
        return namespace;
    }

    int count() {
        return count;
    }

    /** The ids of the types, as the definitions spell them; {@link #type} is a place among them. */
    List<String> typeIds() {
        return typeIds;
    }

    int type(int i) {
        return types[i];
    }

    int ordinal(int i) {
        return ordinals[i];
    }

    long createdTicks(int i) {
        return created[i];
    }

    boolean isPlain(int i) {
        @Nullable SdsStream[] there = others;
        return there == null || there[i] == null;
    }

    /** What {@link #definition} and {@link #end} are places in. */
    byte[] bytes() {
        return bytes;
    }

    /** Where the definition of a stream begins: its flags. */
    int definition(int i) {
        return definitions[i];
    }

    /** The first place behind the definition of a stream. */
    int end(int i) {
        return ends[i];
    }

    StreamCreated stream(int i) {
        @Nullable SdsStream[] there = others;
        SdsStream stream = there == null ? null : there[i];
        if (stream == null) {
            RecordInput in = new RecordInput(bytes, definitions[i], ends[i] - definitions[i]);
            stream = StreamRecord.definition(in, typeIds.get(types[i]));
        }
        return new StreamCreated(namespace, ordinals[i], stream, Ticks.toInstant(created[i]));
    }

    StreamsCreated toChange(int from, int to) {
        List<StreamCreated> streams = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            streams.add(stream(i));
        }
        return new StreamsCreated(namespace, streams);
    }
}
