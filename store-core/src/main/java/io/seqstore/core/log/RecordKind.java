package io.seqstore.core.log;

import java.util.Optional;

/** What the body of a log record is. Ids stand in files and are never reused. */
public enum RecordKind {
    /** Events put into a stream: a block body. */
    EVENTS(1),
    /** Keys removed from a stream: 8 bytes each. */
    KEYS_REMOVED(2),
    /** A range of keys removed from a stream: first and last, 8 bytes each. */
    RANGE_REMOVED(3),
    /** A change of the registry. */
    REGISTRY(4),
    /** The end of a catalog file: how many records stand in front of it, 8 bytes. */
    END(5),
    /** Events put into many streams of one layout: their ordinals and a block body. */
    EVENTS_OF_STREAMS(6);

    private final int id;

    RecordKind(int id) {
        this.id = id;
    }

    int id() {
        return id;
    }

    static Optional<RecordKind> of(int id) {
        return id >= 1 && id <= values().length ? Optional.of(values()[id - 1]) : Optional.empty();
    }
}
