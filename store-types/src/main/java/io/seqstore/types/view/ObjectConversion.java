package io.seqstore.types.view;

import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.view.StreamViewMap.MappedProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Nested objects of one type as objects of another, by the map of a nested view (spec 05, section 3.5). Immutable. */
final class ObjectConversion implements ValueConversion {
    /** One for each property of the target type, in its order. */
    private final List<PropertyMapping> mappings;

    private ObjectConversion(List<PropertyMapping> mappings) {
        this.mappings = List.copyOf(mappings);
    }

    /** The conversion that a map without invalid pairs describes. */
    static ObjectConversion of(StreamViewMap map, SdsType source, SdsType target) {
        // A key inside a nested object is a property like any other, whose null becomes the default.
        return new ObjectConversion(mappings(map, source, target, false));
    }

    /** What makes each property of the target type, in its order. */
    static List<PropertyMapping> mappings(StreamViewMap map, SdsType source, SdsType target, boolean hasKeys) {
        Map<String, SdsTypeProperty> sources = new HashMap<>();
        source.flattenedProperties().forEach(property -> sources.put(IdRule.fold(property.id()), property));
        Map<String, MappedProperty> pairs = new HashMap<>();
        for (MappedProperty pair : map.properties()) {
            if (pair.sourceId() != null && pair.targetId() != null) {
                pairs.put(IdRule.fold(pair.targetId()), pair);
            }
        }
        List<PropertyMapping> mappings = new ArrayList<>();
        for (SdsTypeProperty property : target.flattenedProperties()) {
            MappedProperty pair = pairs.get(IdRule.fold(property.id()));
            boolean isKey = hasKeys && property.isKey();
            mappings.add(
                    pair == null
                            ? PropertyMapping.added(property)
                            : PropertyMapping.of(pair, sourceOf(pair, sources), property, isKey));
        }
        return mappings;
    }

    private static SdsTypeProperty sourceOf(MappedProperty pair, Map<String, SdsTypeProperty> sources) {
        SdsTypeProperty source = sources.get(IdRule.fold(String.valueOf(pair.sourceId())));
        if (source == null) {
            throw new IllegalArgumentException(
                    "The map names a property '" + pair.sourceId() + "' that the source type does not have");
        }
        return source;
    }

    @Override
    public Object convert(Object value) {
        Map<?, ?> members = (Map<?, ?>) value;
        Map<String, @Nullable Object> converted = new LinkedHashMap<>();
        for (PropertyMapping mapping : mappings) {
            SdsTypeProperty source = mapping.source();
            try {
                Object member = source == null ? null : members.get(source.id());
                converted.put(mapping.target().id(), mapping.convert(member));
            } catch (ConversionFailure e) {
                throw e.inside(source == null ? "" : source.id());
            }
        }
        return Collections.unmodifiableMap(converted);
    }
}
