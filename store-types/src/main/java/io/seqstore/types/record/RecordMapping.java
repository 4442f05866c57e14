package io.seqstore.types.record;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A record class as events: a component for each property, found by its id ignoring case.
 *
 * <pre>{@code
 * record Pump(@Key Instant time, @Uom("m") double level) {}
 *
 * RecordMapping<Pump> pumps = RecordMapping.of(Pump.class);
 * SdsType type = pumps.type();
 * BoundRecords<Pump> bound = pumps.bind(EventLayout.of(type));
 * }</pre>
 *
 * <p>Component classes: the primitives and their boxes, BigInteger, BigDecimal, String, Instant, OffsetDateTime, Duration,
 * UUID, SdsVersion and Java enums. Boxes become nullable codes, other classes the plain ones; {@link Code} changes that.
 * Immutable, safe for all threads; made once for each class.
 *
 * @param <T> the record class; need not be public
 */
public final class RecordMapping<T extends Record> {
    private final Class<T> recordClass;
    private final SdsType type;
    private final MethodHandle constructor;
    private final List<MappedComponent> components;

    private RecordMapping(Class<T> recordClass) {
        this.recordClass = recordClass;
        this.type = RecordTypes.typeOf(recordClass);
        RecordComponent[] declared = recordClass.getRecordComponents();
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(recordClass, MethodHandles.lookup());
            Class<?>[] classes =
                    Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
            this.constructor = lookup.findConstructor(recordClass, MethodType.methodType(void.class, classes));
            this.components = new ArrayList<>();
            for (RecordComponent component : declared) {
                components.add(new MappedComponent(
                        recordClass,
                        component,
                        RecordTypes.propertyId(component),
                        lookup.unreflect(component.getAccessor())));
            }
        } catch (ReflectiveOperationException e) {
            throw new InvalidRequestException(
                    InvalidRequestException.NOT_VALID,
                    "Record " + recordClass.getName() + " is not accessible: " + e.getMessage() + ".",
                    "Open the package '" + recordClass.getPackageName() + "' of its module.",
                    Map.of("Record", recordClass.getName()),
                    e);
        }
    }

    /**
     * Maps a record class.
     *
     * @throws InvalidRequestException when a component is of a class that has no type code, or the record is in a package
     *     that its module does not open
     */
    public static <T extends Record> RecordMapping<T> of(Class<T> recordClass) {
        return new RecordMapping<>(recordClass);
    }

    /** The class that is mapped. */
    public Class<T> recordClass() {
        return recordClass;
    }

    /**
     * The type that the record class describes, with ids for it, its enums and its atomic types (spec 01, 9.6). Whether it
     * is valid and has a key is checked where it is used.
     */
    public SdsType type() {
        return type;
    }

    /**
     * Prepares reading and writing of records for events of one layout, which need not be that of {@link #type}. Properties
     * without a component are written with their default.
     *
     * @throws InvalidRequestException when a component has no property or one of another type, or a key property has no component
     */
    public BoundRecords<T> bind(EventLayout layout) {
        return new BoundRecords<>(recordClass, layout, constructor, components);
    }
}
