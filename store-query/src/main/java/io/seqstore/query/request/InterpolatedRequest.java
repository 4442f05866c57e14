package io.seqstore.query.request;

import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import java.util.Arrays;
import java.util.List;

/** Interpolated: at each key the stored event, else a calculated one (spec 07, 2.7). */
public sealed interface InterpolatedRequest {
    /** How many keys are asked for. */
    int count();

    /**
     * At these keys, in this order; a key that stands twice is answered twice.
     *
     * @param keys at least one key
     */
    record AtKeys(List<EventKey> keys) implements InterpolatedRequest {
        public AtKeys {
            keys = List.copyOf(keys);
            if (keys.isEmpty()) {
                throw new InvalidRequestException("At least one index is needed.");
            }
        }

        /** At some 64-bit keys. */
        public AtKeys(long... keys) {
            this(Arrays.stream(keys).mapToObj(EventKey::of).toList());
        }

        @Override
        public int count() {
            return keys.size();
        }
    }

    /**
     * At evenly spaced keys, both ends included; keys that fall together after rounding are answered once.
     *
     * @param start the first key
     * @param end the last key, at or after the start
     * @param count how many keys, at least 1; 1 means the start alone
     */
    record AtIntervals(EventKey start, EventKey end, int count) implements InterpolatedRequest {
        public AtIntervals {
            if (start.compareTo(end) > 0) {
                throw new InvalidRequestException(Bounds.START_AFTER_END);
            }
            if (count < 1) {
                throw new InvalidRequestException("count must be 1 or more, found " + count + ".");
            }
        }

        /** Between two 64-bit keys. */
        public AtIntervals(long start, long end, int count) {
            this(EventKey.of(start), EventKey.of(end), count);
        }
    }
}
