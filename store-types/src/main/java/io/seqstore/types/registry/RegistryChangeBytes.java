package io.seqstore.types.registry;

import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.value.Ticks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stored form of a change. Created streams, of which there are millions, are written in binary, any number of them in one
 * change; all others in JSON ({@link RegistryChangeJson}), which begins with a brace. Stateless; safe for all threads.
 *
 * <p>Binary, numbers least significant byte first, texts as in {@link RecordOutput}:
 *
 * <pre>
 * 1                          one byte: streams were created
 * namespace                  text
 * types                      count (4), then the id of each type as the definitions spell it, text
 * streams                    count (4), then for each
 *   ordinal                  4
 *   type                     4, the place in the list above
 *   created                  8, ticks
 *   definition               as in {@link StreamRecord}, from the flags on
 * </pre>
 */
public final class RegistryChangeBytes {
    private static final int STREAMS_CREATED = 1;
    private static final int LEAST_BYTES_A_STREAM = 19;

    private RegistryChangeBytes() {}

    /** The bytes of a change. */
    public static byte[] encode(RegistryChange change) {
        if (change instanceof StreamCreated created) {
            return encode(created.namespace(), List.of(created));
        }
        return change instanceof StreamsCreated several
                ? encode(several.namespace(), several.streams())
                : RegistryChangeJson.encode(change);
    }

    /**
     * The change that was encoded; a single created stream comes back as {@link StreamsCreated}.
     *
     * @throws IllegalArgumentException when the bytes are no change that this version knows
     */
    public static RegistryChange decode(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != STREAMS_CREATED) {
            return RegistryChangeJson.decode(bytes);
        }
        RecordInput in = new RecordInput(bytes, 1, bytes.length - 1);
        String namespace = in.presentText();
        List<String> typeIds = in.texts();
        int count = in.count(LEAST_BYTES_A_STREAM);
        List<StreamCreated> streams = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int ordinal = in.integer();
            int type = in.integer();
            if (type < 0 || type >= typeIds.size()) {
                throw new IllegalArgumentException("stream " + ordinal + " has type " + type + " of " + typeIds.size());
            }
            long created = in.longInteger();
            SdsStream stream = StreamRecord.definition(in, typeIds.get(type));
            streams.add(new StreamCreated(namespace, ordinal, stream, Ticks.toInstant(created)));
        }
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("there is something behind the registry change");
        }
        return new StreamsCreated(namespace, streams);
    }

    private static byte[] encode(String namespace, List<StreamCreated> streams) {
        Map<String, Integer> types = new LinkedHashMap<>();
        streams.forEach(created -> types.putIfAbsent(created.stream().typeId(), types.size()));
        RecordOutput out = new RecordOutput();
        out.putByte(STREAMS_CREATED);
        out.putText(namespace);
        out.putTexts(types.keySet());
        out.putInt(streams.size());
        for (StreamCreated created : streams) {
            out.putInt(created.ordinal());
            out.putInt(types.getOrDefault(created.stream().typeId(), 0));
            out.putLong(Ticks.of(created.created()));
            StreamRecord.putDefinition(created.stream(), out);
        }
        return out.toBytes();
    }
}
