package io.seqstore.types.value;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The Java values of any type (spec 01, sections 5 and 6). Scalars are those of {@link ScalarValues}; an enum is its
 * integer; arrays and collections are unmodifiable lists, dictionaries and objects unmodifiable maps in a fixed order, those
 * of objects with an entry for each property.
 *
 * <p>Stateless; safe for all threads.
 */
public final class TypedValues {
    private static final SdsType NULLABLE_TEXT = SdsType.of(SdsTypeCode.STRING);

    private TypedValues() {}

    /** The value that an absent property of this type has. */
    public static @Nullable Object defaultValue(SdsType type) {
        return type.typeCode().isScalar() ? ScalarValues.defaultValue(type.typeCode()) : null;
    }

    /** Whether a value is the one that an absent property of this type has. */
    public static boolean isDefault(SdsType type, @Nullable Object value) {
        return type.typeCode().isScalar() ? ScalarValues.isDefault(type.typeCode(), value) : value == null;
    }

    /**
     * The value of this type that a Java value stands for. Beyond {@link ScalarValues#normalise}: an enum may be given as
     * the id of a member or as a Java enum constant of that name; arrays and collections as Java arrays or collections;
     * objects as maps by property id, in which missing properties have their default.
     *
     * @throws InvalidRequestException when the value has no counterpart, saying what was expected
     */
    public static @Nullable Object normalise(SdsType type, @Nullable Object value) {
        SdsTypeCode code = type.typeCode();
        if (code.isEnum()) {
            return ScalarValues.normalise(code, numberOf(type, value));
        }
        if (code.isScalar()) {
            return ScalarValues.normalise(code, value);
        }
        if (value == null) {
            return null;
        }
        return switch (code) {
            case OBJECT -> object(type, map(type, value));
            case IDICTIONARY -> dictionary(type, map(type, value));
            case DB_NULL -> throw refused(type, value, "null");
            default -> list(elementType(type), elements(type, value));
        };
    }

    /** The type of the elements of an array or list. */
    public static SdsType elementType(SdsType type) {
        return type.typeCode().isArray()
                ? SdsType.of(type.typeCode().scalar())
                : type.genericArguments().get(0);
    }

    /** The integer of the enum member with this id ignoring case, if there is one. */
    public static Optional<BigInteger> memberValue(SdsType enumType, String memberId) {
        for (SdsTypeProperty member : enumType.properties()) {
            if (member.id().equalsIgnoreCase(memberId)) {
                return Optional.ofNullable(member.value());
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object numberOf(SdsType enumType, @Nullable Object value) {
        String memberId = value instanceof Enum<?> constant ? constant.name() : value instanceof String id ? id : null;
        if (memberId == null) {
            return value;
        }
        return memberValue(enumType, memberId).orElseThrow(() -> noSuchMember(enumType, memberId));
    }

    /** The complaint about a name that no member of an enum has. */
    public static InvalidRequestException noSuchMember(SdsType enumType, String memberId) {
        return new InvalidRequestException("'" + ScalarValues.shown(memberId) + "' is not a member of enum '"
                + enumType.id() + "': expected an integer or one of "
                + enumType.properties().stream().map(SdsTypeProperty::id).toList() + ".");
    }

    private static List<@Nullable Object> list(SdsType elementType, Collection<?> values) {
        List<@Nullable Object> normalised = new ArrayList<>(values.size());
        for (Object value : values) {
            normalised.add(normalise(elementType, value));
        }
        return Collections.unmodifiableList(normalised);
    }

    private static Collection<?> elements(SdsType type, Object value) {
        if (value instanceof Collection<?> collection) {
            return collection;
        }
        if (value instanceof byte[] bytes && type.typeCode() == SdsTypeCode.BYTE_ARRAY) {
            List<Short> unsigned = new ArrayList<>(bytes.length);
            for (byte b : bytes) {
                unsigned.add((short) Byte.toUnsignedInt(b));
            }
            return unsigned;
        }
        if (!value.getClass().isArray()) {
            throw refused(type, value, "an array or a collection");
        }
        Object[] boxed = new Object[Array.getLength(value)];
        Arrays.setAll(boxed, i -> Array.get(value, i));
        return Arrays.asList(boxed);
    }

    private static Map<?, ?> map(SdsType type, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw refused(type, value, "a map");
    }

    private static Map<Object, @Nullable Object> dictionary(SdsType type, Map<?, ?> entries) {
        SdsType keyType = type.genericArguments().get(0);
        SdsType valueType = type.genericArguments().get(1);
        Map<Object, @Nullable Object> normalised = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            Object normalKey = normalise(keyType, key);
            if (normalKey == null) {
                throw refused(type, "null", "a key");
            }
            normalised.put(normalKey, normalise(valueType, value));
        });
        return Collections.unmodifiableMap(normalised);
    }

    private static Map<String, @Nullable Object> object(SdsType type, Map<?, ?> given) {
        Map<String, Object> byId = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        given.forEach((id, value) -> byId.put((String) normaliseId(type, id), value));
        Map<String, @Nullable Object> normalised = new LinkedHashMap<>();
        for (SdsTypeProperty property : type.flattenedProperties()) {
            SdsType propertyType = typeOf(property);
            normalised.put(
                    property.id(),
                    byId.containsKey(property.id())
                            ? normalise(propertyType, byId.remove(property.id()))
                            : defaultValue(propertyType));
        }
        if (!byId.isEmpty()) {
            throw refused(type, byId.keySet(), "only its properties " + normalised.keySet());
        }
        return Collections.unmodifiableMap(normalised);
    }

    private static Object normaliseId(SdsType type, @Nullable Object id) {
        if (id instanceof String) {
            return id;
        }
        throw refused(type, String.valueOf(id), "property ids");
    }

    /** The type of a property's values; only members of enums, which have no values of their own, are without. */
    public static SdsType typeOf(SdsTypeProperty property) {
        SdsType type = property.type();
        return type == null ? NULLABLE_TEXT : type;
    }

    private static InvalidRequestException refused(SdsType type, Object value, String expected) {
        String name =
                type.id() == null ? type.typeCode().sdsName() : type.typeCode().sdsName() + " '" + type.id() + "'";
        return new InvalidRequestException(value.getClass().getSimpleName() + " " + ScalarValues.shown(value)
                + " is not a value of type " + name + ": expected " + expected + ".");
    }
}
