package io.seqstore.types.registry;

import io.seqstore.types.json.JsonText;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.List;
import java.util.stream.Stream;

/** The small examples that the tests of the registry share, and ways to look at one. */
final class Definitions {
    static final String NS = Registry.DEFAULT_NAMESPACE;

    private Definitions() {}

    /** A pump: keys are times, levels are doubles. */
    static SdsType pump() {
        return keyed("Pump").property("Level", SdsTypeCode.DOUBLE).build();
    }

    static SdsType.Builder keyed(String id) {
        return SdsType.object(id).key("Time", SdsTypeCode.DATE_TIME);
    }

    static SdsType state() {
        return SdsType.enumeration("State").member("Ok", 0).member("Alarm", 1).build();
    }

    static SdsType withState(String id, SdsType state) {
        return keyed(id).property("State", state).build();
    }

    /** A registry that holds these types. */
    static Registry registryOf(SdsType... types) {
        Registry registry = new Registry(RegistryJournal.none());
        Stream.of(types).forEach(type -> registry.getOrCreateType(NS, type));
        return registry;
    }

    static List<String> typeIds(Registry registry) {
        return registry.types(NS, 0, Integer.MAX_VALUE).stream()
                .map(SdsType::id)
                .toList();
    }

    /** The type of a property. */
    static SdsType typeOf(SdsType type, String propertyId) {
        return type.flattenedProperties().stream()
                .filter(property -> property.id().equals(propertyId))
                .map(SdsTypeProperty::type)
                .findFirst()
                .orElseThrow();
    }

    /** Everything that can be seen of the definitions of a registry, as one text. */
    static String dump(Registry registry) {
        StringBuilder all = new StringBuilder();
        for (Namespace namespace : registry.namespaces().list()) {
            String ns = namespace.id();
            all.append(namespace).append('\n');
            registry.types(ns, 0, Integer.MAX_VALUE)
                    .forEach(type -> all.append(JsonText.writeType(type, Verbosity.COMPACT))
                            .append(registry.referenceCounts(ns, type.id()))
                            .append(registry.typeDates(ns, type.id()))
                            .append('\n'));
            registry.streams(ns, 0, Integer.MAX_VALUE).forEach(stream -> all.append(registry.stream(ns, stream.id()))
                    .append(registry.streamDates(ns, stream.id()))
                    .append(registry.streamLabels().tags(ns, stream.id()))
                    .append(registry.streamLabels().metadata(ns, stream.id()))
                    .append('\n'));
            registry.streamViews().list(ns, Listing.of(0, Integer.MAX_VALUE)).forEach(view -> all.append(view)
                    .append(registry.streamViews().dates(ns, view.id()))
                    .append('\n'));
        }
        return all.toString();
    }
}
