package io.seqstore.query.calculate;

import io.seqstore.query.axis.Between;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.axis.KeyPoint;
import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers for a key with the event that is stored there, else with one calculated from its neighbours (spec 07, sections 3
 * and 4). Not thread-safe.
 */
final class EventCalculator {
    private final EventLayout layout;
    private final ReadCharacteristics characteristics;

    /** An array, because walking a list makes an iterator with every event. */
    private final PropertyCalculator[] calculators;

    private final KeyAxis axis;
    private final Between between;

    EventCalculator(EventLayout layout, ReadCharacteristics characteristics, KeyAxis axis) {
        this.layout = layout;
        this.characteristics = characteristics;
        this.axis = axis;
        this.between = axis.between();
        List<PropertyCalculator> ofProperties = new ArrayList<>();
        for (int i = 0; i < layout.properties().size(); i++) {
            PropertyLayout property = layout.properties().get(i);
            if (!property.isKey()) {
                ofProperties.add(PropertyCalculator.of(property, characteristics.ofProperty(i)));
            }
        }
        this.calculators = ofProperties.toArray(new PropertyCalculator[0]);
    }

    /**
     * Appends the event at a key, stored or calculated; false when nothing can be calculated there.
     *
     * @param key the key
     * @param located the neighbours of the key
     * @param out where to append
     */
    boolean append(KeyPoint key, EventLocator located, ColumnBatch out) {
        located.locate(key);
        if (located.isStored()) {
            out.addCopy(located.next(), located.nextRow());
            return true;
        }
        return appendCalculated(key, located, out);
    }

    /** As {@link #append} for a key at which nothing is stored and to which {@code located} has moved. */
    boolean appendCalculated(KeyPoint key, EventLocator located, ColumnBatch out) {
        if (characteristics.isDiscrete()) {
            return false;
        }
        if (located.hasPrevious() && located.hasNext()) {
            interpolate(key, located, out);
            return true;
        }
        if (located.hasNext()) {
            return characteristics.extrapolation().answersBefore()
                    && extrapolate(key, located.next(), located.nextRow(), out);
        }
        return located.hasPrevious()
                && characteristics.extrapolation().answersAfter()
                && extrapolate(key, located.previous(), located.previousRow(), out);
    }

    private void interpolate(KeyPoint key, EventLocator located, ColumnBatch out) {
        ColumnBatch previous = located.previous();
        int previousRow = located.previousRow();
        ColumnBatch next = located.next();
        int nextRow = located.nextRow();
        between.set(previous, previousRow, key, next, nextRow);
        int row = axis.addRow(key, out);
        copyKeyOffset(previous, previousRow, out, row);
        for (PropertyCalculator calculator : calculators) {
            calculator.interpolate(previous, previousRow, next, nextRow, between, out, row);
        }
    }

    private boolean extrapolate(KeyPoint key, ColumnBatch edge, int edgeRow, ColumnBatch out) {
        int row = axis.addRow(key, out);
        copyKeyOffset(edge, edgeRow, out, row);
        for (PropertyCalculator calculator : calculators) {
            calculator.extrapolate(edge, edgeRow, out, row);
        }
        return true;
    }

    /** A calculated DateTimeOffset key shows the offset of the event that it continues. */
    private void copyKeyOffset(ColumnBatch from, int fromRow, ColumnBatch out, int row) {
        if (layout.key().offsetColumn() != PropertyLayout.NONE) {
            CalculatedOffset.set(layout.key(), out.key(row), from, fromRow, out, row);
        }
    }

    /** Appends an event of which only the key is known: every other property has its default value. */
    void appendDefault(KeyPoint key, ColumnBatch out) {
        int row = axis.addRow(key, out);
        if (layout.key().offsetColumn() != PropertyLayout.NONE) {
            out.longs(layout.key().offsetColumn())[row] = 0;
        }
        for (PropertyCalculator calculator : calculators) {
            calculator.setDefault(out, row);
        }
    }
}
