package io.seqstore.types.record;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records from and to the rows of batches of one layout. Numbers and times go straight between component and column.
 * Immutable; safe for all threads, each with a batch of its own.
 *
 * @param <T> the record class
 */
public final class BoundRecords<T extends Record> {
    private final Class<T> recordClass;
    private final EventLayout layout;
    private final EventConverter converter;
    private final ComponentWriter[] writers;
    private final MethodHandle reader;

    BoundRecords(Class<T> recordClass, EventLayout layout, MethodHandle constructor, List<MappedComponent> components) {
        this.recordClass = recordClass;
        this.layout = layout;
        this.converter = EventConverter.of(layout);
        Map<PropertyLayout, MappedComponent> byProperty = new HashMap<>();
        List<PropertyLayout> bound = new ArrayList<>();
        for (MappedComponent component : components) {
            PropertyLayout property = component.bind(layout);
            bound.add(property);
            if (byProperty.put(property, component) != null) {
                throw component.refused(layout, "has one property '" + property.id() + "' for two components");
            }
        }
        for (PropertyLayout part : layout.keys()) {
            if (!byProperty.containsKey(part)) {
                throw new InvalidRequestException("Record " + recordClass.getName()
                        + " has no component for key property '" + part.id() + "' of type '"
                        + layout.type().id() + "'.");
            }
        }
        this.writers = layout.properties().stream()
                .map(property -> ComponentWriter.of(layout, property, byProperty.get(property)))
                .toArray(ComponentWriter[]::new);
        this.reader = RecordReader.of(layout, constructor, components, bound);
    }

    /** The layout of the batches. */
    public EventLayout layout() {
        return layout;
    }

    /**
     * Appends a record as a new row. When it is refused, no row was added.
     *
     * @throws InvalidRequestException naming the property when a value does not fit its type or a key is not possible
     */
    public void append(T event, ColumnBatch batch) {
        requireSameType(batch);
        int row = batch.addRow(0L);
        try {
            for (ComponentWriter writer : writers) {
                writer.write(event, batch, row);
            }
            converter.finishRow(batch, row);
        } catch (Throwable e) {
            batch.truncate(row);
            throw unchecked(e);
        }
    }

    /**
     * The record in a row.
     *
     * @throws InvalidRequestException when the row holds the number of an enum that has no constant for it
     */
    public T read(ColumnBatch batch, int row) {
        requireSameType(batch);
        try {
            return recordClass.cast((Object) reader.invokeExact(new RecordReader.Row(batch, row)));
        } catch (Throwable e) {
            throw unchecked(e);
        }
    }

    private void requireSameType(ColumnBatch batch) {
        EventLayout other = batch.layout();
        if (other != layout && !other.type().equals(layout.type())) {
            throw new IllegalArgumentException(
                    "A batch of type '" + other.type().id() + "' was given to records bound to type '"
                            + layout.type().id() + "'.");
        }
    }

    /** What accessors and constructors throw reaches the caller as it is. */
    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof RuntimeException exception) {
            return exception;
        }
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("A record threw a checked exception", e);
    }
}
