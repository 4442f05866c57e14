package io.seqstore.types.view;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.TypedValues;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which property of the source type belongs to which of the target type (spec 05, sections 3.1 and 3.2). */
final class Pairing {
    private static final int NONE = -1;

    private final SdsType sourceType;
    private final SdsType targetType;
    private final List<SdsTypeProperty> sources;
    private final List<SdsTypeProperty> targets;

    /** For each source property the position of its target, or NONE. */
    private final int[] targetOf;

    /** For each source property the nested view that maps its objects. */
    private final @Nullable SdsStreamView[] nestedViews;

    private final boolean[] isTaken;

    private Pairing(SdsType sourceType, SdsType targetType) {
        this.sourceType = sourceType;
        this.targetType = targetType;
        this.sources = sourceType.flattenedProperties();
        this.targets = targetType.flattenedProperties();
        this.targetOf = new int[sources.size()];
        this.nestedViews = new @Nullable SdsStreamView[sources.size()];
        this.isTaken = new boolean[targets.size()];
        Arrays.fill(targetOf, NONE);
    }

    /**
     * The pairs of a view.
     *
     * @throws InvalidRequestException when the view lists a property that its type does not have, or one twice
     */
    static Pairing of(SdsStreamView view, SdsType source, SdsType target) {
        Pairing pairing = new Pairing(source, target);
        if (view.properties().isEmpty()) {
            pairing.pairAmong(all(pairing.sources), all(pairing.targets));
        } else {
            view.properties().forEach(pairing::pairListed);
            // Otherwise a list that forgets the key would give all events the same one.
            pairing.pairAmong(pairing.openSourceKeys(), pairing.openTargetKeys());
        }
        return pairing;
    }

    /** How many source properties there are. */
    int sourceCount() {
        return sources.size();
    }

    /** How many target properties there are. */
    int targetCount() {
        return targets.size();
    }

    SdsTypeProperty source(int position) {
        return sources.get(position);
    }

    SdsTypeProperty target(int position) {
        return targets.get(position);
    }

    /** The target of the source property at this position, if it has one. */
    @Nullable
    SdsTypeProperty targetOf(int sourcePosition) {
        return isPaired(sourcePosition) ? targets.get(targetOf[sourcePosition]) : null;
    }

    /** The nested view that was listed with the source property at this position. */
    @Nullable
    SdsStreamView nestedViewOf(int sourcePosition) {
        return nestedViews[sourcePosition];
    }

    /** Whether the target property at this position has a source. */
    boolean isTargetPaired(int targetPosition) {
        return isTaken[targetPosition];
    }

    private boolean isPaired(int source) {
        return targetOf[source] != NONE;
    }

    private void pairListed(SdsStreamView.Property listed) {
        int source = position(sourceType, sources, listed.sourceId());
        int target = position(targetType, targets, listed.targetId());
        if (isPaired(source) || isTaken[target]) {
            throw new InvalidRequestException("The pair '" + listed.sourceId() + "' and '" + listed.targetId()
                    + "' names a property that the view has mapped before; once is allowed.");
        }
        pair(source, target);
        nestedViews[source] = listed.view();
    }

    private static int position(SdsType type, List<SdsTypeProperty> properties, String id) {
        for (int i = 0; i < properties.size(); i++) {
            if (IdOrder.same(properties.get(i).id(), id)) {
                return i;
            }
        }
        throw new InvalidRequestException("Type '" + type.id() + "' has no property '" + id + "'.");
    }

    private List<Integer> openSourceKeys() {
        return all(sources).stream()
                .filter(position -> sources.get(position).isKey() && !isPaired(position))
                .toList();
    }

    private List<Integer> openTargetKeys() {
        return all(targets).stream()
                .filter(position -> targets.get(position).isKey() && !isTaken[position])
                .toList();
    }

    private static List<Integer> all(List<SdsTypeProperty> properties) {
        return IntStream.range(0, properties.size()).boxed().toList();
    }

    /** Pairs some source properties with some target properties: by id, then those at the same place of the two lists. */
    private void pairAmong(List<Integer> someSources, List<Integer> someTargets) {
        Map<String, Integer> byId = new HashMap<>();
        someTargets.forEach(target -> byId.put(IdRule.fold(targets.get(target).id()), target));
        for (int source : someSources) {
            Integer target = byId.get(IdRule.fold(sources.get(source).id()));
            if (target != null && !isPaired(source) && !isTaken[target] && isCompatible(source, target)) {
                pair(source, target);
            }
        }
        for (int place = 0; place < Math.min(someSources.size(), someTargets.size()); place++) {
            int source = someSources.get(place);
            int target = someTargets.get(place);
            if (!isPaired(source) && !isTaken[target] && isSameByPlace(sources.get(source), targets.get(target))) {
                pair(source, target);
            }
        }
    }

    private boolean isCompatible(int source, int target) {
        return Compatibility.isCompatible(
                TypedValues.typeOf(sources.get(source)), TypedValues.typeOf(targets.get(target)), false);
    }

    private static boolean isSameByPlace(SdsTypeProperty source, SdsTypeProperty target) {
        return source.isKey() == target.isKey()
                && Compatibility.isIdentical(TypedValues.typeOf(source), TypedValues.typeOf(target));
    }

    private void pair(int source, int target) {
        targetOf[source] = target;
        isTaken[target] = true;
    }
}
