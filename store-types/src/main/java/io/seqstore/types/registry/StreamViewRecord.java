package io.seqstore.types.registry;

import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsStreamView.Property;
import java.util.ArrayList;
import java.util.List;

/**
 * The stored form of a stream view with those nested in it; {@code docs/format.md} has it as a table. Says nothing about
 * validity. Stateless.
 */
final class StreamViewRecord {
    private static final int LEAST_BYTES_A_PROPERTY = 9;

    /** Deeper definitions are refused while they are read; valid ones have fewer levels. */
    private static final int MAX_DEPTH = 100;

    private static final int VIEW_FOLLOWS = 1;

    private StreamViewRecord() {}

    static void put(SdsStreamView view, RecordOutput out) {
        out.putText(view.id());
        out.putText(view.name());
        out.putText(view.description());
        out.putText(view.sourceTypeId());
        out.putText(view.targetTypeId());
        out.putInt(view.properties().size());
        for (Property property : view.properties()) {
            SdsStreamView nested = property.view();
            out.putText(property.sourceId());
            out.putText(property.targetId());
            out.putByte(nested == null ? 0 : VIEW_FOLLOWS);
            if (nested != null) {
                put(nested, out);
            }
        }
    }

    /**
     * What {@link #put} put.
     *
     * @throws IllegalArgumentException when the bytes are no stream view
     */
    static SdsStreamView read(RecordInput in) {
        return read(in, 1);
    }

    private static SdsStreamView read(RecordInput in, int level) {
        if (level > MAX_DEPTH) {
            throw new IllegalArgumentException("a stream view has more than " + MAX_DEPTH + " levels of nested views");
        }
        return new SdsStreamView(
                in.text(), in.text(), in.text(), in.presentText(), in.presentText(), properties(in, level));
    }

    private static List<Property> properties(RecordInput in, int level) {
        int count = in.count(LEAST_BYTES_A_PROPERTY);
        List<Property> properties = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String sourceId = in.presentText();
            String targetId = in.presentText();
            boolean isNested = in.flags(VIEW_FOLLOWS) != 0;
            properties.add(new Property(sourceId, targetId, isNested ? read(in, level + 1) : null));
        }
        return properties;
    }
}
