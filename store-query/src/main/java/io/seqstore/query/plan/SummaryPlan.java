package io.seqstore.query.plan;

import io.seqstore.core.cursor.ColumnSet;
import io.seqstore.core.statistics.ColumnSummarizer;
import io.seqstore.core.statistics.NumberKind;
import io.seqstore.core.statistics.Piece;
import io.seqstore.query.axis.KeyAxis;
import io.seqstore.query.request.SummariesRequest;
import io.seqstore.types.EventKey;
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
    private final EventLayout layout;
    private final EventKey[] borders;
    private final List<Property> properties;

    private SummaryPlan(EventLayout layout, EventKey[] borders, List<Property> properties) {
        this.layout = layout;
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

    /**
     * Plans a read.
     *
     * @throws io.seqstore.types.InvalidRequestException when the key has no distance
     */
    public static SummaryPlan of(
            EventLayout layout, ReadCharacteristics characteristics, KeyAxis axis, SummariesRequest request) {
        EventKey[] borders = new EventKey[request.count() + 1];
        for (int i = 0; i < borders.length; i++) {
            borders[i] = axis.divide(request.start(), request.end(), i, request.count());
        }
        List<Property> summarised = new ArrayList<>();
        for (int i = 0; i < layout.properties().size(); i++) {
            PropertyLayout property = layout.properties().get(i);
            NumberForm form = NumberForm.of(property.code());
            SdsInterpolationMode mode = characteristics.ofProperty(i);
            if (!property.isKey() && form != NumberForm.NONE && mode != SdsInterpolationMode.DISCRETE) {
                summarised.add(new Property(property, form, Piece.of(mode)));
            }
        }
        return new SummaryPlan(layout, borders, summarised);
    }

    /** Where the intervals meet: one more than there are intervals. */
    public EventKey[] borders() {
        return borders.clone();
    }

    /** The properties that are summarised, in the order of the type. */
    public List<Property> properties() {
        return properties;
    }

    /**
     * Whether the figures that segments keep are those that are asked for: keys are 64 bits, all values are held as numbers,
     * and their modes are those of the type.
     */
    public boolean isServed() {
        return !layout.hasKeyTail()
                && properties.stream()
                        .allMatch(summarised ->
                                NumberKind.of(summarised.property().code()).isPresent()
                                        && ColumnSummarizer.piece(layout, summarised.property()) == summarised.piece());
    }

    /** The columns that hold their values, and what of the keys is in columns. */
    public ColumnSet columns() {
        return columnsWith();
    }

    /** The same and some more, which a filter looks at. */
    public ColumnSet columnsWith(int... more) {
        IntStream own =
                properties.stream().mapToInt(property -> property.property().column());
        ColumnSet columns =
                ColumnSet.of(IntStream.concat(own, IntStream.of(more)).toArray());
        return layout.hasKeyTail()
                ? columns.with(layout.keyTailColumn()).with(layout.key().column())
                : columns;
    }
}
