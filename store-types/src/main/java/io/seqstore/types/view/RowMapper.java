package io.seqstore.types.view;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.TypedValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns events of one layout into events of another, by the map of a view (spec 05, section 3.5); or events of one layout
 * into the same events in other units (section 6.2). Serves reads, where the first event that cannot be converted fails the
 * read, and changes of a stream's type, where it refuses the change (spec 03, section 4).
 *
 * <p>The rows of the target come in the order in which they are appended: converted keys may come in another order than the
 * stored ones, or be equal; that is for the caller to look after.
 *
 * <p>Immutable; safe for all threads, each with batches of its own.
 */
public final class RowMapper {
    private final EventLayout source;
    private final EventLayout target;
    private final EventConverter sourceConverter;
    private final EventConverter targetConverter;
    private final List<PropertyMapping> mappings;
    private final CellMapper[] cells;
    private final boolean isIdentity;

    private RowMapper(StreamViewMap map, EventLayout source, EventLayout target, boolean isIdentity) {
        this.source = source;
        this.target = target;
        this.sourceConverter = EventConverter.of(source);
        this.targetConverter = EventConverter.of(target);
        this.mappings = List.copyOf(ObjectConversion.mappings(map, source.type(), target.type(), true));
        this.isIdentity = isIdentity;
        ColumnBatch defaults = CellMapper.defaultsOf(target);
        this.cells = mappings.stream()
                .map(mapping -> CellMapper.of(mapping, source, target, defaults))
                .toArray(CellMapper[]::new);
    }

    /**
     * The mapper that carries out a map.
     *
     * @param map of a view, with the units of the stream whose events will be mapped
     * @param source the layout of the stream's type
     * @param target the layout of the map's target type
     * @throws InvalidRequestException when the map is for streams of another type, or cannot be carried out, as {@link
     *     StreamViewMap#checkPerformable} says
     * @throws IllegalArgumentException when the target layout is of another type than the map's
     */
    public static RowMapper of(StreamViewMap map, EventLayout source, EventLayout target) {
        String sourceId = String.valueOf(source.type().id());
        String targetId = String.valueOf(target.type().id());
        if (!IdOrder.same(sourceId, map.sourceTypeId())) {
            throw new InvalidRequestException(
                    "The stream view is for streams of another type.",
                    "The stream is of type '" + sourceId + "', the source type of the view is '" + map.sourceTypeId()
                            + "'.",
                    "Use a view whose source type is the type of the stream.",
                    Map.of("TypeId", sourceId));
        }
        if (!IdOrder.same(targetId, map.targetTypeId())) {
            throw new IllegalArgumentException(
                    "The map leads to type '" + map.targetTypeId() + "', the layout is of type '" + targetId + "'");
        }
        map.checkPerformable(target.type());
        return new RowMapper(map, source, target, false);
    }

    /**
     * The mapper that shows events in the units that a read asks for. With a view in the same read, it comes second: the
     * layout is the target's, and the units are those of the target type alone.
     *
     * @param stored the units in which the events are
     * @param requested properties and units; interpolation modes in it are ignored. When empty, rows are only copied
     * @throws InvalidRequestException naming the property when it does not exist, is listed twice, is not numeric or has no
     *     unit, or when the unit asked for is missing, unknown or of another quantity
     */
    public static RowMapper toUnits(EventLayout layout, EffectiveUnits stored, List<PropertyOverride> requested) {
        StreamViewMap map = UnitRequests.mapOf(layout.type(), stored, requested);
        boolean isIdentity = map.properties().stream().allMatch(property -> property.is(SdsStreamViewMode.NONE));
        return new RowMapper(map, layout, layout, isIdentity);
    }

    /** The layout of the rows that are mapped. */
    public EventLayout source() {
        return source;
    }

    /** The layout of the rows that are made. */
    public EventLayout target() {
        return target;
    }

    /** Whether the rows that are made equal those that are mapped, in the same layout, so that mapping can be left out. */
    public boolean isIdentity() {
        return isIdentity;
    }

    /** The property whose values make those of a target property; empty when these are always the default. */
    public Optional<PropertyLayout> sourceOf(PropertyLayout targetProperty) {
        SdsTypeProperty from =
                mappings.get(target.positionOf(targetProperty.id())).source();
        return from == null ? Optional.empty() : Optional.of(source.property(from.id()));
    }

    /**
     * Maps one row and appends the result.
     *
     * @param from a batch of the source layout
     * @param to another batch, of the target layout; nothing is added to it when the row is refused
     * @return the index of the new row
     * @throws InvalidRequestException naming property and index when a value cannot be converted
     */
    public int append(ColumnBatch from, int row, ColumnBatch to) {
        int toRow = to.count();
        to.addRow(0L);
        int position = 0;
        try {
            for (; position < cells.length; position++) {
                cells[position].map(from, row, to, toRow);
            }
        } catch (ConversionFailure e) {
            to.truncate(toRow);
            throw refused(e, mappings.get(position), from, row);
        }
        // Where keys are longer than 64 bits they are put together from the values of the row.
        targetConverter.finishRow(to, toRow);
        return toRow;
    }

    /**
     * Maps rows and appends the results, all or none.
     *
     * @param fromRow the first of the rows
     * @param toRow the one behind the last of the rows
     * @throws InvalidRequestException naming property and index when a value cannot be converted
     */
    public void appendAll(ColumnBatch from, int fromRow, int toRow, ColumnBatch to) {
        int before = to.count();
        to.ensureCapacity(before + toRow - fromRow);
        try {
            for (int row = fromRow; row < toRow; row++) {
                append(from, row, to);
            }
        } catch (InvalidRequestException e) {
            to.truncate(before);
            throw e;
        }
    }

    /**
     * Maps one row to Java values, one for each property of the target layout, in their order.
     *
     * @throws InvalidRequestException naming property and index when a value cannot be converted
     */
    public List<@Nullable Object> values(ColumnBatch from, int row) {
        List<@Nullable Object> values = new ArrayList<>(mappings.size());
        for (PropertyMapping mapping : mappings) {
            SdsTypeProperty property = mapping.source();
            Object value = property == null ? null : sourceConverter.value(from, row, source.property(property.id()));
            try {
                values.add(mapping.convert(value));
            } catch (ConversionFailure e) {
                throw refused(e, mapping, from, row);
            }
        }
        return values;
    }

    private InvalidRequestException refused(
            ConversionFailure failure, PropertyMapping mapping, ColumnBatch from, int row) {
        SdsType targetType = TypedValues.typeOf(mapping.target());
        String propertyId = mapping.source() == null
                ? mapping.target().id()
                : mapping.source().id() + failure.path();
        String index = indexOf(from, row);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("PropertyId", propertyId);
        parameters.put("Index", index);
        return new InvalidRequestException(
                "An event cannot be converted.",
                "Property '" + propertyId + "' of the event at index '" + index + "' is " + failure.found()
                        + " and cannot become '" + mapping.target().id() + "' of type "
                        + targetType.typeCode().sdsName() + ": expected " + failure.expected() + ".",
                "Correct the event, or ask for a view or unit in which all values have their place.",
                parameters);
    }

    /** The index string of a row (spec 03, section 7.3). */
    private String indexOf(ColumnBatch from, int row) {
        List<SdsTypeProperty> keys = source.type().keyProperties();
        List<String> parts = new ArrayList<>(keys.size());
        for (SdsTypeProperty key : keys) {
            Object value = Objects.requireNonNull(sourceConverter.value(from, row, source.property(key.id())));
            String text = ScalarText.print(TypedValues.typeOf(key).typeCode(), value);
            parts.add(keys.size() == 1 ? text : text.replace("\\", "\\\\").replace("|", "\\|"));
        }
        return String.join("|", parts);
    }
}
