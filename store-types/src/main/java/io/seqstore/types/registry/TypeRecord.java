package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of a type with everything that is nested in it; {@code docs/format.md} has it as a table. Says nothing about
 * validity: what is read may be a type that no rule allows. Stateless.
 */
final class TypeRecord {
    /** What a type takes that holds nothing. */
    static final int LEAST_BYTES = 29;

    private static final int LEAST_BYTES_A_PROPERTY = 26;

    /** Deeper definitions are refused while they are read; valid ones have fewer levels. */
    private static final int MAX_DEPTH = 100;

    private static final int GENERIC_TYPE = 1;
    private static final int REFERENCE_TYPE = 2;
    private static final int BASE_TYPE_FOLLOWS = 4;

    private static final int KEY = 1;
    private static final int QUALITY = 2;
    private static final int TYPE_FOLLOWS = 4;
    private static final int VALUE_FOLLOWS = 8;

    private TypeRecord() {}

    static void put(SdsType type, RecordOutput out) {
        SdsType base = type.baseType();
        out.putText(type.id());
        out.putText(type.name());
        out.putText(type.description());
        out.putShort(type.typeCode().number());
        out.putByte((type.isGenericType() ? GENERIC_TYPE : 0)
                | (type.isReferenceType() ? REFERENCE_TYPE : 0)
                | (base == null ? 0 : BASE_TYPE_FOLLOWS));
        putTypes(type.genericArguments(), out);
        out.putInt(type.properties().size());
        for (SdsTypeProperty property : type.properties()) {
            put(property, out);
        }
        if (base != null) {
            put(base, out);
        }
        putTypes(type.derivedTypes(), out);
        out.putMode(type.interpolationMode());
        out.putMode(type.extrapolationMode());
    }

    private static void putTypes(List<SdsType> types, RecordOutput out) {
        out.putInt(types.size());
        for (SdsType type : types) {
            put(type, out);
        }
    }

    private static void put(SdsTypeProperty property, RecordOutput out) {
        SdsType type = property.type();
        BigInteger value = property.value();
        out.putText(property.id());
        out.putText(property.name());
        out.putText(property.description());
        out.putByte((property.isKey() ? KEY : 0)
                | (property.isQuality() ? QUALITY : 0)
                | (type == null ? 0 : TYPE_FOLLOWS)
                | (value == null ? 0 : VALUE_FOLLOWS));
        out.putInt(property.order());
        out.putInt(property.fixedSize());
        if (type != null) {
            put(type, out);
        }
        if (value != null) {
            byte[] digits = value.toByteArray();
            out.putInt(digits.length);
            out.putBytes(digits);
        }
        out.putText(property.uom());
        out.putMode(property.interpolationMode());
    }

    /**
     * What {@link #put} put.
     *
     * @throws IllegalArgumentException when the bytes are no type
     */
    static SdsType read(RecordInput in) {
        return read(in, 1);
    }

    private static SdsType read(RecordInput in, int level) {
        if (level > MAX_DEPTH) {
            throw new IllegalArgumentException("a type has more than " + MAX_DEPTH + " levels of nested types");
        }
        String id = in.text();
        String name = in.text();
        String description = in.text();
        SdsTypeCode code = code(in.unsignedShort());
        int flags = in.flags(GENERIC_TYPE | REFERENCE_TYPE | BASE_TYPE_FOLLOWS);
        return new SdsType(
                id,
                name,
                description,
                code,
                (flags & GENERIC_TYPE) != 0,
                (flags & REFERENCE_TYPE) != 0,
                types(in, level),
                properties(in, level),
                (flags & BASE_TYPE_FOLLOWS) == 0 ? null : read(in, level + 1),
                types(in, level),
                present(in.interpolationMode()),
                present(in.extrapolationMode()));
    }

    private static SdsTypeCode code(int number) {
        Optional<SdsTypeCode> code = SdsTypeCode.ofNumber(number);
        if (code.isEmpty()) {
            throw new IllegalArgumentException("there is no type code " + number);
        }
        return code.get();
    }

    private static <T> T present(@Nullable T mode) {
        if (mode == null) {
            throw new IllegalArgumentException("the mode of a type is absent");
        }
        return mode;
    }

    private static List<SdsType> types(RecordInput in, int level) {
        int count = in.count(LEAST_BYTES);
        List<SdsType> types = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            types.add(read(in, level + 1));
        }
        return types;
    }

    private static List<SdsTypeProperty> properties(RecordInput in, int level) {
        int count = in.count(LEAST_BYTES_A_PROPERTY);
        List<SdsTypeProperty> properties = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            properties.add(property(in, level));
        }
        return properties;
    }

    private static SdsTypeProperty property(RecordInput in, int level) {
        String id = in.presentText();
        String name = in.text();
        String description = in.text();
        int flags = in.flags(KEY | QUALITY | TYPE_FOLLOWS | VALUE_FOLLOWS);
        return new SdsTypeProperty(
                id,
                name,
                description,
                in.integer(),
                (flags & KEY) != 0,
                in.integer(),
                (flags & TYPE_FOLLOWS) == 0 ? null : read(in, level + 1),
                (flags & VALUE_FOLLOWS) == 0 ? null : new BigInteger(in.bytes(in.count(Byte.BYTES))),
                in.text(),
                in.interpolationMode(),
                (flags & QUALITY) != 0);
    }
}
