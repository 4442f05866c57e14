package io.seqstore.types.registry;

import io.seqstore.types.registry.RegisteredStream.Details;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered stream as the bytes that are kept of it. What is needed often stands in front, at fixed places: who owns it,
 * its type, its id; a stream with nothing but a name costs its id and 19 bytes. The definition alone, {@link
 * #putDefinition}, is also the logged form.
 *
 * <pre>
 *  at  size  field
 *   0     4  number of the namespace
 *   4     4  number of the type
 *   8     8  created, in ticks
 *  16     1  flags
 *  17     2  length of the id in characters
 *  19     .  the id, then name and details as the flags say
 * </pre>
 */
final class StreamRecord {
    private static final int NAMESPACE = 0;
    private static final int FLAGS = 16;
    private static final int ID_LENGTH = 17;
    private static final int ID = 19;

    private static final int WIDE_ID = 1;
    private static final int NAMED_AS_ID = 2;
    private static final int NAMED = 4;
    private static final int DETAILED = 8;
    private static final int LONGEST_ID = 0xFFFF;
    private static final byte[] NO_PREFIX = {};
    private static final int CASE = 'a' ^ 'A';
    private static final int SIGN_TO_CASE = Integer.SIZE - 1 - Integer.numberOfTrailingZeros(CASE);
    private static final int TYPE = 4;
    private static final int CREATED = 8;

    /** What stands behind the flags of a definition. */
    private static final int ID_OF_DEFINITION = ID - FLAGS;

    private StreamRecord() {}

    static byte[] of(RegisteredStream stream, int namespace) {
        RecordOutput out = new RecordOutput();
        out.putInt(namespace);
        out.putInt(stream.type.number);
        out.putLong(stream.createdTicks());
        Details details = stream.details;
        putBasics(stream.id, stream.name, details == null ? 0 : DETAILED, out);
        if (details != null) {
            out.putText(details.typeId());
            putDetails(
                    details.description(),
                    details.indexes(),
                    details.interpolationMode(),
                    details.extrapolationMode(),
                    details.propertyOverrides(),
                    out);
            out.putTexts(details.tags());
            out.putTexts(details.keysAndValues());
            out.putLong(details.modifiedTicks());
        }
        return out.toBytes();
    }

    /**
     * The stream of a record.
     *
     * @param types the registered types by their numbers
     */
    static RegisteredStream read(int ordinal, byte[] record, @Nullable RegisteredType[] types) {
        RecordInput in = new RecordInput(record, Integer.BYTES, record.length - Integer.BYTES);
        RegisteredType type = types[in.integer()];
        if (type == null) {
            throw new IllegalStateException("stream " + ordinal + " has a type that is not registered");
        }
        long createdTicks = in.longInteger();
        int flags = in.unsignedByte();
        String id = in.characters(in.unsignedShort(), (flags & WIDE_ID) == 0);
        String name = (flags & NAMED_AS_ID) != 0 ? id : (flags & NAMED) != 0 ? in.presentText() : null;
        if ((flags & DETAILED) == 0) {
            return new RegisteredStream(ordinal, id, type, name, null, createdTicks);
        }
        Details details = new Details(
                in.presentText(),
                in.text(),
                in.texts(),
                in.interpolationMode(),
                in.extrapolationMode(),
                overrides(in),
                in.texts(),
                in.texts(),
                in.longInteger());
        return new RegisteredStream(ordinal, id, type, name, details, createdTicks);
    }

    static int namespace(ByteBuffer memory, int start) {
        return memory.getInt(start + NAMESPACE);
    }

    /** The id of the stream whose record begins there. */
    static String id(ByteBuffer memory, int start) {
        int length = memory.getShort(start + ID_LENGTH) & LONGEST_ID;
        boolean narrow = (memory.get(start + FLAGS) & WIDE_ID) == 0;
        byte[] characters = new byte[narrow ? length : length * Character.BYTES];
        memory.get(start + ID, characters);
        return new RecordInput(characters, 0, characters.length).characters(length, narrow);
    }

    /** Whether a key is that of the stream whose record begins there; without making its id where that is ASCII. */
    static boolean isKeyOf(byte[] key, byte[] prefix, ByteBuffer memory, int start) {
        int length = memory.getShort(start + ID_LENGTH) & LONGEST_ID;
        if (key.length < prefix.length + length || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
            return false;
        }
        boolean isAscii = (memory.get(start + FLAGS) & WIDE_ID) == 0 && key.length == prefix.length + length;
        for (int i = 0; i < length && isAscii; i++) {
            byte unit = memory.get(start + ID + i);
            isAscii = unit >= 0;
            if (isAscii && IdOrder.fold((char) unit) != key[prefix.length + i]) {
                return false;
            }
        }
        return isAscii || Arrays.equals(key, StreamKeys.of(prefix, id(memory, start)));
    }

    /**
     * How long a definition is if it is plain: an ASCII id by whose beginning a search finds it ({@link
     * RegisteredStream#isFoundByBeginning}), and no name or another one than the id. Such a definition is the end of the
     * record of a stream that was created with it and never changed.
     *
     * @return 0 when it is not plain or does not end within the bytes
     */
    static int lengthIfPlain(byte[] bytes, int at) {
        int idAt = at + ID_OF_DEFINITION;
        if (idAt > bytes.length) {
            return 0;
        }
        int flags = bytes[at];
        int length = (bytes[at + 1] & 0xFF) | ((bytes[at + 2] & 0xFF) << Byte.SIZE);
        boolean usual = flags == 0 || flags == NAMED_AS_ID || flags == NAMED;
        if (!usual || length == 0 || length > bytes.length - idAt) {
            return 0;
        }
        int end = idAt + length;
        if (!isPlainFirst(bytes[idAt])) {
            return 0;
        }
        for (int i = idAt; i < end; i++) {
            // Signed, so that what is no ASCII is less than a space, too.
            if (bytes[i] <= ' ') {
                return 0;
            }
        }
        return flags == NAMED ? lengthWithName(bytes, at, end) : end - at;
    }

    private static boolean isPlainFirst(int first) {
        return (first >= 'a' && first <= 'z')
                || (first >= 'A' && first <= 'Z')
                || (first >= '0' && first <= '9')
                || first == '_';
    }

    private static int lengthWithName(byte[] bytes, int at, int nameAt) {
        if (Integer.BYTES > bytes.length - nameAt) {
            return 0;
        }
        int form = new RecordInput(bytes, nameAt, Integer.BYTES).integer();
        int length = form >>> 1;
        int from = nameAt + Integer.BYTES;
        if ((form & 1) != 0 || length > bytes.length - from) {
            return 0;
        }
        int idAt = at + ID_OF_DEFINITION;
        boolean isAsId = Arrays.equals(bytes, idAt, nameAt, bytes, from, from + length);
        return isAsId ? 0 : from + length - at;
    }

    /** The length of the record of a stream with a plain definition. */
    static int lengthOfPlain(int definitionLength) {
        return FLAGS + definitionLength;
    }

    /** Writes the record of a stream with a plain definition. */
    static void putPlain(
            ByteBuffer memory,
            int start,
            int namespace,
            int type,
            CreatedStreams streams,
            int i,
            int definitionLength) {
        memory.putInt(start + NAMESPACE, namespace);
        memory.putInt(start + TYPE, type);
        memory.putLong(start + CREATED, streams.createdTicks(i));
        memory.put(start + FLAGS, streams.bytes(), streams.definition(i), definitionLength);
    }

    /** The key of the id of a plain definition. */
    static byte[] keyOfPlain(byte[] prefix, byte[] bytes, int at) {
        int length = (bytes[at + 1] & 0xFF) | ((bytes[at + 2] & 0xFF) << Byte.SIZE);
        byte[] key = Arrays.copyOf(prefix, prefix.length + length);
        System.arraycopy(bytes, at + ID_OF_DEFINITION, key, prefix.length, length);
        foldAscii(key, prefix.length);
        return key;
    }

    /** The key of the id of a record, without that of the namespace. */
    static byte[] foldedId(ByteBuffer memory, int start) {
        if ((memory.get(start + FLAGS) & WIDE_ID) != 0) {
            return StreamKeys.of(NO_PREFIX, id(memory, start));
        }
        byte[] key = new byte[memory.getShort(start + ID_LENGTH) & LONGEST_ID];
        memory.get(start + ID, key);
        return foldAscii(key, 0) ? key : StreamKeys.of(NO_PREFIX, id(memory, start));
    }

    /** Folds characters that are ASCII; of others nothing that counts is left, and it says so. */
    private static boolean foldAscii(byte[] units, int from) {
        int all = 0;
        for (int i = from; i < units.length; i++) {
            int unit = units[i];
            all |= unit;
            // The bit by which a lower-case letter differs from its capital; without branches, which letters and
            // digits by turns would make hard to foresee.
            int lower = ((('a' - 1 - unit) & (unit - 'z' - 1)) >>> SIGN_TO_CASE) & CASE;
            units[i] = (byte) (unit ^ lower);
        }
        return all >= 0;
    }

    /** The definition of a stream without the id of its type. */
    static void putDefinition(SdsStream stream, RecordOutput out) {
        boolean detailed = stream.description() != null
                || !stream.indexes().isEmpty()
                || stream.interpolationMode() != null
                || stream.extrapolationMode() != null
                || !stream.propertyOverrides().isEmpty();
        putBasics(stream.id(), stream.name(), detailed ? DETAILED : 0, out);
        if (detailed) {
            putDetails(
                    stream.description(),
                    stream.indexes(),
                    stream.interpolationMode(),
                    stream.extrapolationMode(),
                    stream.propertyOverrides(),
                    out);
        }
    }

    /** What {@link #putDefinition} put. */
    static SdsStream definition(RecordInput in, String typeId) {
        int flags = in.unsignedByte();
        String id = in.characters(in.unsignedShort(), (flags & WIDE_ID) == 0);
        String name = (flags & NAMED_AS_ID) != 0 ? id : (flags & NAMED) != 0 ? in.presentText() : null;
        if ((flags & DETAILED) == 0) {
            return new SdsStream(id, typeId, name, null, List.of(), null, null, List.of());
        }
        return new SdsStream(
                id, typeId, name, in.text(), in.texts(), in.interpolationMode(), in.extrapolationMode(), overrides(in));
    }

    private static void putBasics(String id, @Nullable String name, int moreFlags, RecordOutput out) {
        if (id.length() > LONGEST_ID) {
            throw new IllegalArgumentException("an id has " + id.length() + " characters");
        }
        boolean narrow = RecordOutput.isNarrow(id);
        boolean namedAsId = id.equals(name);
        int nameFlag = namedAsId ? NAMED_AS_ID : name == null ? 0 : NAMED;
        out.putByte(moreFlags | nameFlag | (narrow ? 0 : WIDE_ID));
        out.putShort(id.length());
        out.putCharacters(id, narrow);
        if (nameFlag == NAMED) {
            out.putText(name);
        }
    }

    private static void putDetails(
            @Nullable String description,
            List<String> indexes,
            @Nullable SdsInterpolationMode interpolation,
            @Nullable SdsExtrapolationMode extrapolation,
            List<PropertyOverride> overrides,
            RecordOutput out) {
        out.putText(description);
        out.putTexts(indexes);
        out.putMode(interpolation);
        out.putMode(extrapolation);
        out.putInt(overrides.size());
        for (PropertyOverride override : overrides) {
            out.putText(override.propertyId());
            out.putText(override.uom());
            out.putMode(override.interpolationMode());
        }
    }

    private static List<PropertyOverride> overrides(RecordInput in) {
        int count = in.count(2 * Integer.BYTES + Byte.BYTES);
        List<PropertyOverride> overrides = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            overrides.add(new PropertyOverride(in.presentText(), in.text(), in.interpolationMode()));
        }
        return List.copyOf(overrides);
    }
}
