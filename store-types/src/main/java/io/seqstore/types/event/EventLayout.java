package io.seqstore.types.event;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How events of one type are laid out in columns: the key as a 64-bit key, every other property as one column, a
 * DateTimeOffset as two (ticks of the instant, offset in minutes). Arrays, collections and nested objects are one column of
 * bytes each. A pure function of the type: equal types have equal
 * layouts, today and in old files. Immutable, safe for all threads.
 */
public final class EventLayout {
    private final SdsType type;
    private final List<PropertyLayout> properties;
    private final List<ColumnKind> columns;
    private final PropertyLayout key;
    private final KeyForm keyForm;
    private final Map<String, Integer> positions = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private EventLayout(SdsType type) {
        this.type = type;
        if (type.baseType() != null && !isComplete(type.baseType())) {
            throw new InvalidRequestException("Type '" + type.id()
                    + "' refers to its base type by id; only types with their definitions can be kept in a stream.");
        }
        List<PropertyLayout> laidOut = new ArrayList<>();
        List<ColumnKind> kinds = new ArrayList<>();
        for (SdsTypeProperty property : type.flattenedProperties()) {
            laidOut.add(place(property, kinds));
        }
        this.properties = List.copyOf(laidOut);
        this.columns = List.copyOf(kinds);
        List<PropertyLayout> keys =
                properties.stream().filter(PropertyLayout::isKey).toList();
        if (keys.size() != 1) {
            throw new InvalidRequestException("Type '" + type.id() + "' has " + keys.size()
                    + " key properties; this version of the store keeps streams of types with exactly one.");
        }
        this.key = keys.get(0);
        this.keyForm = KeyForm.of(key.code());
        for (int i = 0; i < properties.size(); i++) {
            positions.put(properties.get(i).id(), i);
        }
    }

    /**
     * The layout of a valid type that has a key.
     *
     * @throws InvalidRequestException when the type has a shape that cannot be stored
     */
    public static EventLayout of(SdsType type) {
        return new EventLayout(type);
    }

    private static PropertyLayout place(SdsTypeProperty property, List<ColumnKind> kinds) {
        SdsType valueType = property.type();
        if (valueType == null || !isComplete(valueType)) {
            throw new InvalidRequestException("Property '" + property.id()
                    + "' refers to a type by id; only types with their definitions can be kept in a stream.");
        }
        SdsTypeCode code = valueType.typeCode();
        if (property.isKey() && !KeyForm.isOrdered(code)) {
            throw new InvalidRequestException("Property '" + property.id() + "' is a key of type " + code.sdsName()
                    + ", which this version of the store cannot keep in a stream.");
        }
        boolean hasOffset = code.isScalar() && code.scalar() == SdsTypeCode.DATE_TIME_OFFSET;
        int column = PropertyLayout.NONE;
        if (!property.isKey()) {
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
        boolean inherits = type.baseType() == null || isComplete(type.baseType());
        return inherits
                && type.genericArguments().stream().allMatch(EventLayout::isComplete)
                && type.properties().stream().allMatch(part -> part.type() == null || isComplete(part.type()));
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

    /** The key property. */
    public PropertyLayout key() {
        return key;
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
        return find(propertyId)
                .orElseThrow(() -> new InvalidRequestException(String.format(
                        Locale.ROOT,
                        "Type '%s' has no property '%s'; it has %s.",
                        type.id(),
                        propertyId,
                        properties.stream().map(PropertyLayout::id).toList())));
    }
}
