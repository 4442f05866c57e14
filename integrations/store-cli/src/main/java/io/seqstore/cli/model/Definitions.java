package io.seqstore.cli.model;

import io.seqstore.StreamNamespace;
import io.seqstore.types.record.RecordMapping;
import io.seqstore.types.schema.SdsStreamView;
import java.util.List;

/** The types of the test streams: two that look alike, and the views by which a stream changes from one to the other. */
public final class Definitions {
    /** All types. */
    public static final List<String> TYPES = List.of(Sample.TYPE, "Measurement");

    private Definitions() {}

    /** Puts types and views into a store; those that are there stay. */
    public static void define(StreamNamespace store) {
        var type = RecordMapping.of(Sample.class).type();
        TYPES.forEach(
                id -> store.getOrCreateType(type.toBuilder().id(id).name(id).build()));
        TYPES.forEach(id -> store.streamViews().getOrCreate(SdsStreamView.of(viewTo(id), other(id), id)));
    }

    /** The other type. */
    static String other(String type) {
        return TYPES.get(1 - TYPES.indexOf(type));
    }

    /** The view that makes a stream of the other type one of this type. */
    static String viewTo(String type) {
        return "To" + type;
    }
}
