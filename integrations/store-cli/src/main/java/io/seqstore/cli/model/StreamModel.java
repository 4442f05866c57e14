package io.seqstore.cli.model;

import java.util.TreeMap;

/**
 * What a stream must hold. Not thread-safe.
 *
 * @param type the id of its type
 * @param events its events by their times
 */
public record StreamModel(String type, TreeMap<Long, Sample> events) {
    /** A stream without events. */
    static StreamModel empty(String type) {
        return new StreamModel(type, new TreeMap<>());
    }

    /** The same events, under another type. */
    StreamModel as(String newType) {
        return new StreamModel(newType, events);
    }

    StreamModel copy() {
        return new StreamModel(type, new TreeMap<>(events));
    }
}
