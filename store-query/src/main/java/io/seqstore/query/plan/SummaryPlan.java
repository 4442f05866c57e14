package io.seqstore.query.plan;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsInterpolationMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a summaries read needs to know: the borders of its intervals, the properties that are summarised and the columns
 * that hold them (spec 08, sections 2 and 4).
 * Immutable.
 */
public final class SummaryPlan {
    private final long[] borders;
    private final List<Property> properties;

    private SummaryPlan(long[] borders, List<Property> properties) {
        this.borders = borders;
        this.properties = List.copyOf(properties);
    }

    /**
     * A property that is summarised.
     *
     * @param property where its values lie
     * @param form as what it is summarised
     * @param piece which value stands for the stretch between two events
     */
    public record Property(PropertyLayout property, NumberForm form, Piece piece) {}

    /** Which value stands for the stretch between two neighbouring events. */
    public enum Piece {
        /** The middle of both values. */
        MIDDLE,
        /** The value at the start. */
        LEADING,
        /** The value at the end. */
        TRAILING
    }

    /**
     * Plans a read.
     *
     * @throws io.seqstore.types.InvalidRequestException when the key has no distance
     */
    public static SummaryPlan of(
            EventLayout layout, ReadCharacteristics characteristics, KeyAxis axis, SummariesRequest request) {
        long[] borders = new long[request.count() + 1];
        for (int i = 0; i < borders.length; i++) {
            borders[i] = axis.divide(request.start(), request.end(), i, request.count());
        }
        List<Property> summarised = new ArrayList<>();
        for (int i = 0; i < layout.properties().size(); i++) {
            PropertyLayout property = layout.properties().get(i);
            NumberForm form = NumberForm.of(property.code());
            SdsInterpolationMode mode = characteristics.ofProperty(i);
            if (!property.isKey() && form != NumberForm.NONE && mode != SdsInterpolationMode.DISCRETE) {
                summarised.add(new Property(property, form, piece(mode)));
            }
        }
        return new SummaryPlan(borders, summarised);
    }

    /** Where the intervals meet: one more than there are intervals. */
    public long[] borders() {
        return borders.clone();
    }

    /** The properties that are summarised, in the order of the type. */
    public List<Property> properties() {
        return properties;
    }

    /** The columns that hold their values. */
    public ColumnSet columns() {
        return columnsWith();
    }

    /** The same and some more, which a filter looks at. */
    public ColumnSet columnsWith(int... more) {
        IntStream own =
                properties.stream().mapToInt(property -> property.property().column());
        return ColumnSet.of(IntStream.concat(own, IntStream.of(more)).toArray());
    }

    private static Piece piece(SdsInterpolationMode mode) {
        return switch (mode) {
            case STEPWISE_CONTINUOUS_LEADING, CONTINUOUS_NULLABLE_LEADING -> Piece.LEADING;
            case STEPWISE_CONTINUOUS_TRAILING, CONTINUOUS_NULLABLE_TRAILING -> Piece.TRAILING;
            default -> Piece.MIDDLE;
        };
    }
}
