package io.seqstore.types.event;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.TypedValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How events of one type are laid out in columns: the key as a 64-bit key, every other property as one column, a
 * DateTimeOffset as two (ticks of the instant, offset in minutes). Arrays, collections and nested objects are one column of
 * bytes each. Where 64 bits are not the whole key (text, Guid, Decimal, several properties), the key properties are columns
 * too, and one more column, the last one, holds the rest of the key.
 *
 * <p>A pure function of the type: equal types have equal layouts, today and in old files. Immutable, safe for all threads.
 */
public final class EventLayout {
    private static final int MAX_KEYS = 3;

    private final SdsType type;
    private final List<PropertyLayout> properties;
    private final List<ColumnKind> columns;
    private final List<PropertyLayout> keys;
    private final KeyForm keyForm;
    private final int keyTailColumn;
    private final Map<String, Integer> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private EventLayout(SdsType type) {
        this.type = type;
        if (type.baseType() != null && !isComplete(type.baseType())) {
            throw new InvalidRequestException("Type '" + type.id()
                    + "' refers to its base type by id; only types with their definitions can be kept in a stream.");
        }
        List<SdsTypeProperty> keyProperties = type.keyProperties();
        if (keyProperties.isEmpty() || keyProperties.size() > MAX_KEYS) {
            throw new InvalidRequestException("Type '" + type.id() + "' has " + keyProperties.size()
                    + " key properties; the type of a stream has 1.." + MAX_KEYS + ".");
        }
        this.keyForm = keyFormOf(keyProperties);
        List<PropertyLayout> laidOut = new ArrayList<>();
        List<ColumnKind> kinds = new ArrayList<>();
        for (SdsTypeProperty property : type.flattenedProperties()) {
            laidOut.add(place(property, keyForm, kinds));
        }
        if (keyForm == KeyForm.BYTES) {
            kinds.add(ColumnKind.BYTES);
        }
        this.keyTailColumn = keyForm == KeyForm.BYTES ? kinds.size() - 1 : PropertyLayout.NONE;
        this.properties = List.copyOf(laidOut);
        this.columns = List.copyOf(kinds);
        for (int i = 0; i < properties.size(); i++) {
            positions.put(properties.get(i).id(), i);
        }
        List<PropertyLayout> parts = new ArrayList<>();
        for (SdsTypeProperty part : keyProperties) {
            parts.add(property(part.id()));
        }
        this.keys = List.copyOf(parts);
    }

    private static KeyForm keyFormOf(List<SdsTypeProperty> keyProperties) {
        SdsTypeCode first = TypedValues.typeOf(keyProperties.get(0)).typeCode();
        return keyProperties.size() == 1 && KeyForm.isOrdered(first) ? KeyForm.of(first) : KeyForm.BYTES;
    }

    /**
     * The layout of a valid type that has a key.
     *
     * @throws InvalidRequestException when the type has a shape that cannot be stored
     */
    public static EventLayout of(SdsType type) {
        return new EventLayout(type);
    }

    private static PropertyLayout place(SdsTypeProperty property, KeyForm keyForm, List<ColumnKind> kinds) {
        SdsType valueType = property.type();
        if (valueType == null || !isComplete(valueType)) {
            throw new InvalidRequestException("Property '" + property.id()
                    + "' refers to a type by id; only types with their definitions can be kept in a stream.");
        }
        SdsTypeCode code = valueType.typeCode();
        if (property.isKey() && !code.isKeyCode()) {
            throw new InvalidRequestException("Property '" + property.id() + "' is a key of type " + code.sdsName()
                    + ", values of which cannot be keys.");
        }
        boolean hasOffset = code.isScalar() && code.scalar() == SdsTypeCode.DATE_TIME_OFFSET;
        int column = PropertyLayout.NONE;
        if (!property.isKey() || keyForm == KeyForm.BYTES) {
            column = kinds.size();
            kinds.add(kindOf(code));
        }
        int offsetColumn = PropertyLayout.NONE;
        if (hasOffset) {
            offsetColumn = kinds.size();
            kinds.add(ColumnKind.LONG);
        }
        return new PropertyLayout(property, code, property.isKey(), column, offsetColumn);
    }

    /** Whether all parts of a type are there, and none is only named. */
    private static boolean isComplete(SdsType type) {
        boolean isNamedOnly = type.isReference() && !type.typeCode().isEnum();
        if (type.typeCode() == SdsTypeCode.EMPTY || isNamedOnly) {
            return false;
        }
        if (type.baseType() != null && !isComplete(type.baseType())) {
            return false;
        }
        for (SdsType argument : type.genericArguments()) {
            if (!isComplete(argument)) {
                return false;
            }
        }
        for (SdsTypeProperty part : type.properties()) {
            if (part.type() != null && !isComplete(part.type())) {
                return false;
            }
        }
        return true;
    }

    private static ColumnKind kindOf(SdsTypeCode code) {
        if (!code.isScalar()) {
            return ColumnKind.BYTES;
        }
        return switch (code.scalar()) {
            case SINGLE, DOUBLE -> ColumnKind.DOUBLE;
            case STRING, GUID, DECIMAL, VERSION -> ColumnKind.BYTES;
            default -> ColumnKind.LONG;
        };
    }

    /** The type that is laid out. */
    public SdsType type() {
        return type;
    }

    /** The flattened properties in their order, the key among them. */
    public List<PropertyLayout> properties() {
        return properties;
    }

    /** The kinds of the columns, in order. */
    public List<ColumnKind> columns() {
        return columns;
    }

    /** The key property; of a compound key the most significant one. */
    public PropertyLayout key() {
        return keys.get(0);
    }

    /** The key properties, most significant first. */
    public List<PropertyLayout> keys() {
        return keys;
    }

    /**
     * The column of what decides between equal 64-bit keys, or -1 when 64 bits are the whole key. It belongs to no property.
     */
    public int keyTailColumn() {
        return keyTailColumn;
    }

    /** Whether 64 bits are not the whole key. */
    public boolean hasKeyTail() {
        return keyTailColumn != PropertyLayout.NONE;
    }

    /** How values of the key become 64-bit keys. */
    public KeyForm keyForm() {
        return keyForm;
    }

    /** The property of this id ignoring case, if there is one. */
    public Optional<PropertyLayout> find(String propertyId) {
        Integer position = positions.get(propertyId);
        return position == null ? Optional.empty() : Optional.of(properties.get(position));
    }

    /** Where in {@link #properties} the property of this id ignoring case stands, or -1 when there is none. */
    public int positionOf(String propertyId) {
        return positions.getOrDefault(propertyId, -1);
    }

    /**
     * The property of this id ignoring case.
     *
     * @throws InvalidRequestException when there is none
     */
    public PropertyLayout property(String propertyId) {
        Integer position = positions.get(propertyId);
        if (position == null) {
            throw new InvalidRequestException(String.format(
                    Locale.ROOT,
                    "Type '%s' has no property '%s'; it has %s.",
                    type.id(),
                    propertyId,
                    properties.stream().map(PropertyLayout::id).toList()));
        }
        return properties.get(position);
    }
}
