package io.seqstore.types.search;

import io.seqstore.types.registry.StreamDescription;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a query sees of one object (spec 04, section 1): members with zero or more values, and for streams metadata.
 *
 * @param members the searchable members
 * @param metadata the metadata of a stream; empty for other objects
 */
record Document(List<Member> members, Map<String, String> metadata) {
    /**
     * One searchable member.
     *
     * @param name its name, which compares ignoring case
     * @param values its values; none when it is absent
     */
    record Member(String name, List<String> values) {}

    static Document of(SdsType type) {
        return new Document(
                List.of(
                        member("Id", type.id()),
                        member("Name", type.name()),
                        member("Description", type.description()),
                        new Member("Properties", new TypeContents().of(type))),
                Map.of());
    }

    static Document of(StreamDescription description) {
        SdsStream stream = description.entry().stream();
        return new Document(
                List.of(
                        member("Id", stream.id()),
                        member("TypeId", stream.typeId()),
                        member("Name", stream.name()),
                        member("Description", stream.description()),
                        new Member("Tags", description.tags())),
                description.metadata());
    }

    static Document of(SdsStreamView view) {
        List<String> nested = new ArrayList<>();
        addNested(view, nested);
        return new Document(
                List.of(
                        member("Id", view.id()),
                        member("Name", view.name()),
                        member("Description", view.description()),
                        member("SourceTypeId", view.sourceTypeId()),
                        member("TargetTypeId", view.targetTypeId()),
                        new Member("Properties", nested)),
                Map.of());
    }

    private static void addNested(SdsStreamView view, List<String> values) {
        for (SdsStreamView.Property property : view.properties()) {
            SdsStreamView nested = property.view();
            if (nested != null) {
                add(nested.id(), values);
                add(nested.sourceTypeId(), values);
                add(nested.targetTypeId(), values);
                addNested(nested, values);
            }
        }
    }

    private static Member member(String name, @Nullable String value) {
        return new Member(name, value == null ? List.of() : List.of(value));
    }

    private static void add(@Nullable String value, List<String> values) {
        if (value != null) {
            values.add(value);
        }
    }

    /** Ids and names of all properties in a type, and of the types it is made of, atomic ones left out. */
    private static final class TypeContents {
        private final List<String> values = new ArrayList<>();
        /** Types share what they are made of, so that each is entered once. */
        private final Set<SdsType> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        List<String> of(SdsType root) {
            addContents(root);
            return values;
        }

        private void addNested(SdsType type) {
            if (isNamed(type.typeCode()) && seen.add(type)) {
                add(type.id(), values);
                add(type.name(), values);
                addContents(type);
            }
        }

        private void addContents(SdsType type) {
            SdsType base = type.baseType();
            if (base != null) {
                addNested(base);
            }
            for (SdsTypeProperty property : type.properties()) {
                add(property.id(), values);
                add(property.name(), values);
                SdsType propertyType = property.type();
                if (propertyType != null) {
                    addNested(propertyType);
                }
            }
            type.genericArguments().forEach(this::addNested);
        }

        private static boolean isNamed(SdsTypeCode code) {
            return code.isReferenced();
        }
    }
}
