package io.seqstore.cli.model;

import io.seqstore.EventStream;
import io.seqstore.ListRequest;
import io.seqstore.StreamNamespace;
import io.seqstore.types.schema.SdsStream;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the streams of one writer must hold. Not thread-safe. */
public final class StoreModel {
    private final TreeMap<String, StreamModel> streams = new TreeMap<>();

    /** A store without streams. */
    public StoreModel() {}

    /**
     * What a store holds.
     *
     * @param prefix how the ids of the writer's streams begin
     */
    public static StoreModel read(StreamNamespace store, String prefix) {
        StoreModel found = new StoreModel();
        for (SdsStream definition : store.streams().list(ListRequest.all())) {
            if (definition.id().startsWith(prefix)) {
                EventStream stream = store.stream(definition.id());
                StreamModel model = StreamModel.empty(definition.typeId());
                stream.as(Sample.class).window(Long.MIN_VALUE, Long.MAX_VALUE).forEach(event -> model.events()
                        .put(event.time(), event));
                found.streams.put(definition.id(), model);
            }
        }
        return found;
    }

    /** The streams by their ids. */
    public Map<String, StreamModel> streams() {
        return streams;
    }

    /** A stream that is there. */
    public StreamModel stream(String id) {
        return Objects.requireNonNull(streams.get(id), id);
    }

    /** A model of its own with the same streams. */
    public StoreModel copy() {
        StoreModel copy = new StoreModel();
        streams.forEach((id, stream) -> copy.streams.put(id, stream.copy()));
        return copy;
    }

    /** Everything in one map: each stream by its id, each event by stream and time. */
    Map<Place, Object> contents() {
        Map<Place, Object> contents = new TreeMap<>();
        streams.forEach((id, stream) -> {
            contents.put(new Place(id, Long.MIN_VALUE), stream.type());
            stream.events().forEach((time, event) -> contents.put(new Place(id, time), event));
        });
        return contents;
    }

    /**
     * Where something is in a store.
     *
     * @param stream the id of a stream
     * @param time the time of an event; the smallest number for the stream itself
     */
    record Place(String stream, long time) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = stream.compareTo(other.stream);
            return order == 0 ? Long.compare(time, other.time) : order;
        }

        @Override
        public String toString() {
            return time == Long.MIN_VALUE ? stream : stream + " at " + time;
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoreModel model && streams.equals(model.streams);
    }

    @Override
    public int hashCode() {
        return streams.hashCode();
    }
}
