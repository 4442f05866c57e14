package io.seqstore.types.event;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.TypedValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One event: a value for each property of its type, the key among them. Property ids are matched ignoring case. Values are
 * of the Java classes of spec 01, 5.1. Immutable, safe for all threads.
 */
public final class Event {
    private final EventLayout layout;

    private final List<@Nullable Object> values;

    /** Takes the list over, which must not change any more. */
    Event(EventLayout layout, List<@Nullable Object> values) {
        this.layout = layout;
        this.values = Collections.unmodifiableList(values);
    }

    /** Starts an event; properties that are not set have the default of their type. */
    public static Builder builder(EventLayout layout) {
        return new Builder(layout);
    }

    /**
     * The event that a map describes; properties that are not in it have the default of their type.
     *
     * @throws InvalidRequestException as {@link Builder#set} and {@link Builder#build} throw it
     */
    public static Event of(EventLayout layout, Map<String, ?> values) {
        Builder builder = builder(layout);
        values.forEach(builder::set);
        return builder.build();
    }

    public EventLayout layout() {
        return layout;
    }

    /** One value for each of {@link EventLayout#properties}, in their order. Unmodifiable. */
    public List<@Nullable Object> values() {
        return values;
    }

    /** The value of the key property; of a compound key the list of its parts, most significant first. */
    public Object key() {
        List<Object> parts = new ArrayList<>(layout.keys().size());
        for (PropertyLayout part : layout.keys()) {
            parts.add(Objects.requireNonNull(get(part.id())));
        }
        return KeyConverter.asOne(parts);
    }

    /**
     * The value of a property.
     *
     * @throws InvalidRequestException when the type has no such property
     */
    public @Nullable Object get(String propertyId) {
        int position = layout.positionOf(propertyId);
        if (position < 0) {
            // Words the complaint.
            layout.property(propertyId);
        }
        return values.get(position);
    }

    /**
     * The value of a property that is not null.
     *
     * @throws InvalidRequestException when the type has no such property, or the value is null or of another class
     */
    public <T> T get(String propertyId, Class<T> valueClass) {
        Object value = get(propertyId);
        if (!valueClass.isInstance(value)) {
            String found =
                    value == null ? "null" : "of class " + value.getClass().getSimpleName();
            throw new InvalidRequestException(
                    "Property '" + propertyId + "' of type '" + layout.type().id() + "' is " + found
                            + ", but was asked for as " + valueClass.getSimpleName() + ".");
        }
        return valueClass.cast(value);
    }

    /** The value of a Boolean property, refused as {@link #get(String, Class)} does. */
    public boolean getBoolean(String propertyId) {
        return get(propertyId, Boolean.class);
    }

    /** The value of an integer or enum property; that of a UInt64 property by its bits. Refuses null. */
    public long getLong(String propertyId) {
        Number number = get(propertyId, Number.class);
        if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
            throw new InvalidRequestException("Property '" + propertyId + "' of type '"
                    + layout.type().id() + "' is not an integer; ask for it as a double or a BigDecimal.");
        }
        return number.longValue();
    }

    /** The value of a number property as a double, rounded if it must be. Refuses null. */
    public double getDouble(String propertyId) {
        return get(propertyId, Number.class).doubleValue();
    }

    /** The value of a DateTime property. Refuses null. */
    public Instant getInstant(String propertyId) {
        return get(propertyId, Instant.class);
    }

    /** The value of a String property, which may be null. */
    public @Nullable String getString(String propertyId) {
        return get(propertyId) == null ? null : get(propertyId, String.class);
    }

    /** All values by property id, in the order of the properties. Unmodifiable. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            map.put(layout.properties().get(i).id(), values.get(i));
        }
        return Collections.unmodifiableMap(map);
    }

    /** Whether the other is an event of an equal type with equal values; NaN equals NaN, 0.0 is not -0.0. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Event event
                && values.equals(event.values)
                && (layout == event.layout || layout.type().equals(event.layout.type()));
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The form {@code Simple{Time=2017-11-23T12:00:00Z, State=0, Measurement=1.5}}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", layout.type().id() + "{", "}");
        for (int i = 0; i < values.size(); i++) {
            PropertyLayout property = layout.properties().get(i);
            Object value = values.get(i);
            text.add(property.id() + "="
                    + (value == null || !property.code().isScalar()
                            ? value
                            : ScalarText.print(property.code(), value)));
        }
        return text.toString();
    }

    /** Collects the values of an event. Not thread-safe. */
    public static final class Builder {
        private final EventLayout layout;
        private final Map<PropertyLayout, @Nullable Object> given = new HashMap<>();

        private Builder(EventLayout layout) {
            this.layout = layout;
        }

        /**
         * Gives a property a value of any Java class that {@link TypedValues#normalise} takes.
         *
         * @throws InvalidRequestException when the type has no such property
         */
        public Builder set(String propertyId, @Nullable Object value) {
            given.put(layout.property(propertyId), value);
            return this;
        }

        /**
         * The event.
         *
         * @throws InvalidRequestException naming property and key when the key is missing or a value does not fit its type
         */
        public Event build() {
            KeyConverter keys = new KeyConverter(layout);
            List<Object> key = key(keys);
            List<@Nullable Object> values = new ArrayList<>(layout.properties().size());
            for (PropertyLayout property : layout.properties()) {
                int part = layout.keys().indexOf(property);
                values.add(part >= 0 ? key.get(part) : value(property, keys, key));
            }
            return new Event(layout, values);
        }

        private List<Object> key(KeyConverter keys) {
            List<Object> parts = new ArrayList<>(layout.keys().size());
            for (PropertyLayout part : layout.keys()) {
                Object value = given.get(part);
                if (value == null) {
                    throw new InvalidRequestException("The event of type '"
                            + layout.type().id() + "' has no value for key property '" + part.id() + "'.");
                }
                parts.add(keys.normalisePart(part, value));
            }
            return parts;
        }

        private @Nullable Object value(PropertyLayout property, KeyConverter keys, List<Object> key) {
            if (!given.containsKey(property)) {
                return TypedValues.defaultValue(TypedValues.typeOf(property.property()));
            }
            try {
                return TypedValues.normalise(TypedValues.typeOf(property.property()), given.get(property));
            } catch (InvalidRequestException e) {
                String index = keys.print(key);
                throw new InvalidRequestException(
                        "Property '" + property.id() + "' of the event at index '" + index + "': " + e.reason(),
                        Map.of("Index", index));
            }
        }
    }
}
