package io.seqstore;

import io.seqstore.query.filter.Filter;
import io.seqstore.query.filter.RowFilter;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.Dates;
import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.SdsUomQuantity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Filters over the members of definitions (spec 04, section 9): definitions as the rows of a batch, one column a member, and
 * the filters of events over it. Texts are folded on both sides, so that they compare ignoring case. Immutable.
 *
 * @param <T> the kind of definition
 */
final class DefinitionFilter<T> {
    /** A key that no filter names, because a layout needs one. */
    private static final String ROW = "\u0000";

    private static final SdsType CODES = codes();
    private static final SdsType INTERPOLATIONS = interpolations();
    private static final SdsType EXTRAPOLATIONS = extrapolations();

    static final DefinitionFilter<SdsType> TYPES = new DefinitionFilter<SdsType>("SdsType")
            .text("Id", SdsType::id)
            .text("Name", SdsType::name)
            .text("Description", SdsType::description)
            .number("SdsTypeCode", CODES, type -> type.typeCode().number())
            .number("InterpolationMode", INTERPOLATIONS, type -> numberOf(type.interpolationMode()))
            .number("ExtrapolationMode", EXTRAPOLATIONS, type -> numberOf(type.extrapolationMode()))
            .dates();

    static final DefinitionFilter<SdsStream> STREAMS = new DefinitionFilter<SdsStream>("SdsStream")
            .text("Id", SdsStream::id)
            .text("Name", SdsStream::name)
            .text("Description", SdsStream::description)
            .text("TypeId", SdsStream::typeId)
            .number("InterpolationMode", INTERPOLATIONS, stream -> numberOf(stream.interpolationMode()))
            .number("ExtrapolationMode", EXTRAPOLATIONS, stream -> numberOf(stream.extrapolationMode()))
            .dates();

    static final DefinitionFilter<SdsStreamView> STREAM_VIEWS = new DefinitionFilter<SdsStreamView>("SdsStreamView")
            .text("Id", SdsStreamView::id)
            .text("Name", SdsStreamView::name)
            .text("Description", SdsStreamView::description)
            .text("SourceTypeId", SdsStreamView::sourceTypeId)
            .text("TargetTypeId", SdsStreamView::targetTypeId)
            .dates();

    static final DefinitionFilter<SdsUom> UNITS = new DefinitionFilter<SdsUom>("SdsUom")
            .text("Id", SdsUom::id)
            .text("Name", SdsUom::name)
            .text("Abbreviation", SdsUom::abbreviation)
            .text("DisplayName", SdsUom::displayName)
            .text("QuantityId", SdsUom::quantityId)
            .number("ConversionFactor", SdsType.of(SdsTypeCode.DOUBLE), SdsUom::conversionFactor)
            .number("ConversionOffset", SdsType.of(SdsTypeCode.DOUBLE), SdsUom::conversionOffset)
            .dates();

    static final DefinitionFilter<SdsUomQuantity> QUANTITIES = new DefinitionFilter<SdsUomQuantity>("SdsUomQuantity")
            .text("Id", SdsUomQuantity::id)
            .text("Name", SdsUomQuantity::name)
            .dates();

    private final SdsType.Builder type;
    private final List<BiConsumer<T, Event.Builder>> members = new ArrayList<>();

    private DefinitionFilter(String kind) {
        this.type = SdsType.object(kind).key(ROW, SdsTypeCode.INT32);
    }

    private DefinitionFilter<T> text(String id, Function<T, @Nullable String> member) {
        type.property(id, SdsTypeCode.STRING);
        members.add((object, event) -> {
            String text = member.apply(object);
            event.set(id, text == null ? null : IdRule.fold(text));
        });
        return this;
    }

    private DefinitionFilter<T> number(String id, SdsType valueType, Function<T, @Nullable Number> member) {
        type.property(id, valueType);
        members.add((object, event) -> event.set(id, member.apply(object)));
        return this;
    }

    private DefinitionFilter<T> dates() {
        type.property("CreatedDate", SdsTypeCode.NULLABLE_DATE_TIME);
        type.property("ModifiedDate", SdsTypeCode.NULLABLE_DATE_TIME);
        return this;
    }

    /**
     * The part that a request asks for, of definitions that the query has found, in the order that it asks for.
     *
     * @param datesOf when a definition was created and changed; null when nobody knows
     */
    List<T> part(ListRequest request, List<T> found, Function<T, @Nullable Dates> datesOf) {
        if (!request.isFiltered()) {
            return found;
        }
        return passing(String.valueOf(request.filter()), found, datesOf).stream()
                .skip(request.skip())
                .limit(request.count())
                .toList();
    }

    private List<T> passing(String text, List<T> objects, Function<T, @Nullable Dates> datesOf) {
        EventLayout layout = EventLayout.of(type.build());
        RowFilter filter = Filter.parseIgnoringCase(text, layout).rows();
        EventConverter converter = EventConverter.of(layout);
        ColumnBatch rows = new ColumnBatch(layout, Math.max(1, objects.size()));
        List<T> dated = new ArrayList<>();
        for (T object : objects) {
            Dates dates;
            try {
                dates = datesOf.apply(object);
            } catch (NotFoundException e) {
                // Deleted since the listing began.
                continue;
            }
            Event.Builder event = Event.builder(layout).set(ROW, dated.size());
            members.forEach(member -> member.accept(object, event));
            if (dates != null) {
                event.set("CreatedDate", dates.created()).set("ModifiedDate", dates.modified());
            }
            converter.append(event.build(), rows);
            dated.add(object);
        }
        filter.decide(rows, 0, rows.count());
        List<T> passing = new ArrayList<>();
        for (int row = 0; row < dated.size(); row++) {
            if (filter.passes(row)) {
                passing.add(dated.get(row));
            }
        }
        return passing;
    }

    private static @Nullable Integer numberOf(@Nullable SdsInterpolationMode mode) {
        return mode == null ? null : mode.number();
    }

    private static @Nullable Integer numberOf(@Nullable SdsExtrapolationMode mode) {
        return mode == null ? null : mode.number();
    }

    private static SdsType codes() {
        Map<String, Integer> names = new LinkedHashMap<>();
        Arrays.stream(SdsTypeCode.values()).forEach(code -> names.put(code.sdsName(), code.number()));
        return named("SdsTypeCode", names);
    }

    private static SdsType interpolations() {
        Map<String, Integer> names = new LinkedHashMap<>(Map.of("Default", 0));
        Arrays.stream(SdsInterpolationMode.values()).forEach(mode -> names.put(mode.sdsName(), mode.number()));
        return named("SdsInterpolationMode", names);
    }

    private static SdsType extrapolations() {
        Map<String, Integer> names = new LinkedHashMap<>();
        Arrays.stream(SdsExtrapolationMode.values()).forEach(mode -> names.put(mode.sdsName(), mode.number()));
        return named("SdsExtrapolationMode", names);
    }

    /** An enum of these names; a member of a definition may lack a value. */
    private static SdsType named(String id, Map<String, Integer> numbers) {
        SdsType.Builder builder =
                SdsType.builder(SdsTypeCode.NULLABLE_INT32_ENUM).id(id).name(id);
        numbers.forEach(builder::member);
        return builder.build();
    }
}
