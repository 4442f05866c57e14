package io.seqstore.core.cursor;

import io.seqstore.types.EventKey;
import io.seqstore.types.KeyRange;

/** Which single event is meant by a key. */
public enum Probe {
    /** The event with the key. */
    AT(Direction.ASCENDING, true),
    /** The event with the key, else the one with the greatest key before it. */
    AT_OR_BEFORE(Direction.DESCENDING, true),
    /** The event with the key, else the one with the smallest key behind it. */
    AT_OR_AFTER(Direction.ASCENDING, true),
    /** The event with the greatest key before the key. */
    BEFORE(Direction.DESCENDING, false),
    /** The event with the smallest key behind the key. */
    AFTER(Direction.ASCENDING, false);

    private final Direction direction;
    private final boolean includesKey;

    Probe(Direction direction, boolean includesKey) {
        this.direction = direction;
        this.includesKey = includesKey;
    }

    /** Which way events lie that are meant when there is none with the key. */
    public Direction direction() {
        return direction;
    }

    /** Whether the event with the key may be meant. */
    public boolean includesKey() {
        return includesKey;
    }

    /** The keys of all events that may be meant, and the key itself. */
    KeyRange range(EventKey key) {
        if (this == AT) {
            return KeyRange.only(key);
        }
        return direction == Direction.ASCENDING ? KeyRange.from(key) : KeyRange.to(key);
    }
}
