package io.seqstore.types.registry;

import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What is in one namespace. The maps are ordered by id, ignoring case, so that they serve lookups, listings and searches by
 * the beginning of an id alike. Changed under the registry's locks only; may be read at any time.
 */
final class NamespaceContents {
    /** Its id never changes. */
    Namespace namespace;

    final NavigableMap<String, RegisteredType> types = new ConcurrentSkipListMap<>(IdOrder.INSTANCE);
    final NamespaceStreams streams;
    final NavigableMap<String, RegisteredView> views = new ConcurrentSkipListMap<>(IdOrder.INSTANCE);

    private final StreamTable table;

    NamespaceContents(Namespace namespace, StreamTable table) {
        this.namespace = namespace;
        this.table = table;
        this.streams = new NamespaceStreams(namespace.id(), table);
    }

    /** Gives back what is kept outside; this namespace is gone. */
    void removeAll() {
        streams.removeAll();
        types.values().forEach(table::leave);
    }

    boolean isEmpty() {
        return types.isEmpty() && streams.isEmpty() && views.isEmpty();
    }

    /** The registered type of an id, or null. */
    @Nullable
    SdsType typeOrNull(String typeId) {
        RegisteredType registered = types.get(typeId);
        return registered == null ? null : registered.type;
    }

    RegisteredType type(String typeId) {
        RegisteredType registered = types.get(typeId);
        if (registered == null) {
            throw Problems.noType(namespace.id(), typeId);
        }
        return registered;
    }

    RegisteredStream stream(String streamId) {
        RegisteredStream stream = streams.get(streamId);
        if (stream == null) {
            throw Problems.noStream(namespace.id(), streamId);
        }
        return stream;
    }

    RegisteredView view(String viewId) {
        RegisteredView view = views.get(viewId);
        if (view == null) {
            throw Problems.noStreamView(namespace.id(), viewId);
        }
        return view;
    }

    void addTypes(List<SdsType> newTypes, long createdTicks) {
        for (SdsType type : newTypes) {
            RegisteredType registered = new RegisteredType(type, createdTicks);
            table.enter(registered);
            types.put(registered.id, registered);
            for (RegisteredType target : referredTypes(type)) {
                target.types++;
            }
        }
    }

    void removeType(RegisteredType registered) {
        types.remove(registered.id);
        table.leave(registered);
        referredTypes(registered.type).forEach(target -> target.types--);
    }

    void addStream(RegisteredStream stream) {
        streams.add(stream);
        stream.type.streams++;
    }

    /** Adds a stream with a plain definition; false when it does not fit, and nothing has changed then. */
    boolean addPlain(CreatedStreams created, int i, RegisteredType type) {
        if (!streams.addPlain(created, i, type)) {
            return false;
        }
        type.streams++;
        return true;
    }

    void replaceStream(RegisteredStream before, RegisteredStream after) {
        streams.replace(before, after);
        before.type.streams--;
        after.type.streams++;
    }

    void removeStream(RegisteredStream stream) {
        streams.remove(stream);
        stream.type.streams--;
    }

    void storeView(RegisteredView view) {
        RegisteredView before = views.put(view.id, view);
        if (before != null) {
            referredTypes(before).forEach(target -> target.streamViews--);
        }
        referredTypes(view).forEach(target -> target.streamViews++);
    }

    void removeView(RegisteredView view) {
        views.remove(view.id);
        referredTypes(view).forEach(target -> target.streamViews--);
    }

    /** What the definitions say of who refers to each type, by its id. */
    Map<String, ReferenceCounts> recountReferences() {
        IdentityHashMap<RegisteredType, Integer> byStreams = new IdentityHashMap<>();
        IdentityHashMap<RegisteredType, Integer> byViews = new IdentityHashMap<>();
        IdentityHashMap<RegisteredType, Integer> byTypes = new IdentityHashMap<>();
        streams.after(0).forEach(stream -> byStreams.merge(stream.type, 1, Integer::sum));
        views.values().forEach(view -> referredTypes(view).forEach(type -> byViews.merge(type, 1, Integer::sum)));
        types.values().forEach(user -> referredTypes(user.type).forEach(type -> byTypes.merge(type, 1, Integer::sum)));
        Map<String, ReferenceCounts> counts = new TreeMap<>();
        for (RegisteredType type : types.values()) {
            counts.put(
                    type.id,
                    new ReferenceCounts(
                            byStreams.getOrDefault(type, 0),
                            byViews.getOrDefault(type, 0),
                            byTypes.getOrDefault(type, 0)));
        }
        return counts;
    }

    private Set<RegisteredType> referredTypes(SdsType type) {
        List<@Nullable String> ids = new ArrayList<>();
        for (SdsType referred : TypeReferences.direct(type)) {
            ids.add(referred.id());
        }
        return registered(ids);
    }

    private Set<RegisteredType> referredTypes(RegisteredView view) {
        return registered(ViewRules.namedTypes(view.view));
    }

    /** The types with these ids, each once, however often it is named. */
    private Set<RegisteredType> registered(List<@Nullable String> ids) {
        Set<RegisteredType> registered = Collections.newSetFromMap(new IdentityHashMap<>());
        for (String id : ids) {
            RegisteredType type = id == null ? null : types.get(id);
            assert type != null : "type " + id + " is referred to but not registered";
            registered.add(type);
        }
        return registered;
    }
}
