package io.seqstore.types.registry;

import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.value.Ticks;
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
 *   ordinal                  number, less the ordinal before
 *   type                     number, the place in the list above
 *   created                  number, ticks less those before
 *   definition               as in {@link StreamRecord}, from the flags on
 * </pre>
 */
public final class RegistryChangeBytes {
    private static final int STREAMS_CREATED = 1;

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

    /** Whether bytes are those of {@link StreamsCreated}. */
    public static boolean isOfCreatedStreams(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == STREAMS_CREATED;
    }

    /**
     * The change that was encoded; a single created stream comes back as {@link StreamsCreated}.
     *
     * @throws IllegalArgumentException when the bytes are no change that this version knows
     */
    public static RegistryChange decode(byte[] bytes) {
        if (!isOfCreatedStreams(bytes)) {
            return RegistryChangeJson.decode(bytes);
        }
        CreatedStreams created = new CreatedStreams(bytes);
        return created.toChange(0, created.count());
    }

    private static byte[] encode(String namespace, List<StreamCreated> streams) {
        Map<String, Integer> types = new LinkedHashMap<>();
        streams.forEach(created -> types.putIfAbsent(created.stream().typeId(), types.size()));
        RecordOutput out = new RecordOutput();
        out.putByte(STREAMS_CREATED);
        out.putText(namespace);
        out.putTexts(types.keySet());
        out.putInt(streams.size());
        int ordinal = 0;
        long ticks = 0;
        for (StreamCreated created : streams) {
            out.putNumber(created.ordinal() - ordinal);
            ordinal = created.ordinal();
            out.putNumber(types.getOrDefault(created.stream().typeId(), 0));
            out.putNumber(Ticks.of(created.created()) - ticks);
            ticks = Ticks.of(created.created());
            StreamRecord.putDefinition(created.stream(), out);
        }
        return out.toBytes();
    }
}
