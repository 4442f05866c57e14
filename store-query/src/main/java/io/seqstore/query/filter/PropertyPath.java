package io.seqstore.query.filter;

import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.TypedValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a filter looks inside an event.
 *
 * @param name how it is written, with the ids as they are in the types
 * @param inside the ids behind the first, from outside to inside
 * @param type the type of the innermost values
 */
record PropertyPath(String name, List<String> inside, SdsType type) {

    static PropertyPath of(FilterText filter, Node.Property node, PropertyLayout outermost) {
        SdsType type = TypedValues.typeOf(outermost.property());
        StringBuilder name = new StringBuilder(outermost.id());
        List<String> inside = new ArrayList<>();
        for (String id : node.path().subList(1, node.path().size())) {
            Optional<SdsTypeProperty> member = type.flattenedProperties().stream()
                    .filter(property -> property.type() != null && property.id().equalsIgnoreCase(id))
                    .findFirst();
            if (member.isEmpty()) {
                throw filter.invalid(node.position(), "'" + name + "' has no property '" + id + "' inside it.");
            }
            inside.add(member.get().id());
            name.append('/').append(member.get().id());
            type = TypedValues.typeOf(member.get());
        }
        return new PropertyPath(name.toString(), List.copyOf(inside), type);
    }
}
