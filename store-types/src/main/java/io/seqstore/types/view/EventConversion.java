package io.seqstore.types.view;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.view.StreamViewMap.MappedProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a read does to the events of a stream before it shows them: first a view, then units, each of which may be missing
 * (spec 05, sections 4 and 6.2).
 *
 * <p>Stored events are converted as a whole. Events that are calculated need a middle form: values have to be converted
 * before something is calculated from them, but the keys must stay those of the stream, because indexes are asked for, and
 * distances measured, in these. Its {@link #calculationLayout} has the properties of the target and the key of the source;
 * keys are converted last, when the events are shown.
 *
 * <p>Immutable, safe for all threads.
 */
public final class EventConversion {
    private final EventLayout source;
    private final EventLayout target;
    private final List<RowMapper> steps;
    private final @Nullable StreamViewMap map;
    private final EffectiveUnits targetUnits;
    private final List<PropertyOverride> requested;

    /** Null when nothing can be calculated. */
    private final @Nullable Calculation calculation;

    /** The way of events that are calculated. */
    private record Calculation(EventLayout layout, List<RowMapper> before, List<RowMapper> after) {}

    private EventConversion(
            EventLayout source,
            EventLayout target,
            @Nullable StreamViewMap map,
            EffectiveUnits targetUnits,
            List<PropertyOverride> requested) {
        this.source = source;
        this.target = target;
        this.map = map;
        this.targetUnits = targetUnits;
        this.requested = List.copyOf(requested);
        List<RowMapper> whole = new ArrayList<>();
        if (map != null) {
            whole.add(RowMapper.of(map, source, target));
        }
        whole.add(RowMapper.toUnits(target, targetUnits, requested));
        this.steps = withoutIdentities(whole);
        this.calculation = keepsItsKey() ? planCalculation() : null;
    }

    /**
     * Events as a view shows them.
     *
     * @param map the map of the view, with the units of the stream
     * @param source the layout of the stream's type
     * @param target the layout of the view's target type
     * @throws InvalidRequestException when the view is for streams of another type or cannot be carried out
     */
    public static EventConversion throughView(StreamViewMap map, EventLayout source, EventLayout target) {
        return new EventConversion(source, target, map, EffectiveUnits.of(target.type()), List.of());
    }

    /**
     * Events in other units.
     *
     * @param stored the units in which they are
     * @param requested properties and units; interpolation modes in it are ignored
     * @throws InvalidRequestException naming the property that cannot be shown so, as {@link RowMapper#toUnits} says
     */
    public static EventConversion toUnits(EventLayout layout, EffectiveUnits stored, List<PropertyOverride> requested) {
        return new EventConversion(layout, layout, null, stored, requested);
    }

    /**
     * The same events with some more properties in other units.
     *
     * @param more properties of the target and units
     * @throws InvalidRequestException naming the property that cannot be shown so, also when it was asked for before
     */
    public EventConversion inUnits(List<PropertyOverride> more) {
        List<PropertyOverride> all = new ArrayList<>(requested);
        all.addAll(more);
        return new EventConversion(source, target, map, targetUnits, all);
    }

    /** The layout of the stored events. */
    public EventLayout source() {
        return source;
    }

    /** The layout of the events that are shown. */
    public EventLayout target() {
        return target;
    }

    /** Whether the events are shown as those of another type, so that this type says how they are read. */
    public boolean isView() {
        return map != null;
    }

    /** Converts stored events; for one thread. */
    public RowSteps storedToShown() {
        return new RowSteps(steps, target);
    }

    /**
     * The layout in which events are calculated: the properties of the target, the key of the source.
     *
     * @throws InvalidRequestException when an event cannot be shown at an index at which none is stored, because the key
     *     of the target is not made of the key of the stream alone
     */
    public EventLayout calculationLayout() {
        return calculation().layout();
    }

    /** Converts the values of stored events for a calculation, and leaves the keys; for one thread. */
    public RowSteps storedToCalculation() {
        return new RowSteps(calculation().before(), calculationLayout());
    }

    /** Converts the keys of what came of a calculation; for one thread. */
    public RowSteps calculationToShown() {
        return new RowSteps(calculation().after(), target);
    }

    /**
     * For each property of the source, in its order, the position of the property of the target that shows it; -1 for one
     * that is not shown.
     */
    public int[] shownPositions() {
        int[] positions = new int[source.properties().size()];
        Arrays.setAll(positions, i -> shownAs(source.properties().get(i)));
        return positions;
    }

    private int shownAs(PropertyLayout property) {
        if (map == null) {
            return target.positionOf(property.id());
        }
        for (MappedProperty pair : map.properties()) {
            String sourceId = pair.sourceId();
            String targetId = pair.targetId();
            if (sourceId != null && targetId != null && IdOrder.same(sourceId, property.id())) {
                return target.positionOf(targetId);
            }
        }
        return -1;
    }

    private Calculation calculation() {
        if (calculation == null) {
            throw new InvalidRequestException("Type '" + target.type().id() + "' has the key "
                    + target.keys().stream().map(PropertyLayout::id).toList()
                    + ", which is not made of the key of type '" + source.type().id()
                    + "' alone: no event can be calculated at an index.");
        }
        return calculation;
    }

    private boolean keepsItsKey() {
        return source.keys().size() == 1
                && target.keys().size() == 1
                && shownAs(source.key()) == target.positionOf(target.key().id());
    }

    private Calculation planCalculation() {
        EventLayout middle = source.key().code() == target.key().code() ? target : EventLayout.of(withSourceKey());
        List<PropertyOverride> ofKey = requested.stream().filter(this::isOfKey).toList();
        List<PropertyOverride> ofValues =
                requested.stream().filter(request -> !isOfKey(request)).toList();
        List<RowMapper> before = new ArrayList<>();
        List<RowMapper> after = new ArrayList<>();
        if (map != null) {
            before.add(RowMapper.of(withKeyAsItIs(map), source, middle));
            if (middle != target || convertsKey(map)) {
                after.add(RowMapper.of(keyAlone(map), middle, target));
            }
        }
        before.add(RowMapper.toUnits(middle, targetUnits, ofValues));
        after.add(RowMapper.toUnits(target, targetUnits, ofKey));
        return new Calculation(middle, withoutIdentities(before), withoutIdentities(after));
    }

    private boolean isOfKey(PropertyOverride request) {
        return IdOrder.same(request.propertyId(), target.key().id());
    }

    /** The target type as it would be with the key of the source. */
    private SdsType withSourceKey() {
        List<SdsTypeProperty> properties = target.type().flattenedProperties().stream()
                .map(property -> property.isKey()
                        ? property.withType(source.key().property().type()).withUom(null)
                        : property)
                .toList();
        return target.type().toBuilder().baseType(null).properties(properties).build();
    }

    /** A map by which the key passes unchanged. */
    private StreamViewMap withKeyAsItIs(StreamViewMap view) {
        List<MappedProperty> properties = new ArrayList<>();
        for (MappedProperty pair : view.properties()) {
            boolean isKey = isPairOfKey(pair);
            int mode = isKey ? SdsStreamViewMode.NONE.value() : pair.mode();
            properties.add(isKey ? new MappedProperty(pair.sourceId(), pair.targetId(), mode, null, null) : pair);
        }
        return new StreamViewMap(view.sourceTypeId(), view.targetTypeId(), properties);
    }

    /** What is left of a map when all but the key is converted: the target onto itself. */
    private StreamViewMap keyAlone(StreamViewMap view) {
        Optional<MappedProperty> keyPair = view.ofTarget(target.key().id());
        List<MappedProperty> properties = new ArrayList<>();
        for (PropertyLayout property : target.properties()) {
            String id = property.id();
            MappedProperty pair = property.isKey() ? keyPair.orElseThrow() : null;
            boolean isConverted = pair != null && pair.is(SdsStreamViewMode.FIELD_CONVERSION);
            int mode = isConverted ? SdsStreamViewMode.FIELD_CONVERSION.value() : SdsStreamViewMode.NONE.value();
            properties.add(new MappedProperty(id, id, mode, null, pair == null ? null : pair.unitChange()));
        }
        return new StreamViewMap(view.targetTypeId(), view.targetTypeId(), properties);
    }

    private boolean convertsKey(StreamViewMap view) {
        return view.ofTarget(target.key().id())
                .filter(pair -> pair.is(SdsStreamViewMode.FIELD_CONVERSION))
                .isPresent();
    }

    private boolean isPairOfKey(MappedProperty pair) {
        return pair.targetId() != null
                && IdOrder.same(pair.targetId(), target.key().id());
    }

    private static List<RowMapper> withoutIdentities(List<RowMapper> mappers) {
        return mappers.stream().filter(mapper -> !mapper.isIdentity()).toList();
    }
}
