package io.seqstore.query.request;

import io.seqstore.types.InvalidRequestException;

/** Interpolated: at each key the stored event, else a calculated one (spec 07, 2.7). */
public sealed interface InterpolatedRequest {
    /** How many keys are asked for. */
    int count();

    /** At these keys, in this order; a key that stands twice is answered twice. Immutable. */
    final class AtKeys implements InterpolatedRequest {
        private final long[] keys;

        /**
         * A request for some keys.
         *
         * @param keys at least one key
         */
        public AtKeys(long... keys) {
            if (keys.length == 0) {
                throw new InvalidRequestException("At least one index is needed.");
            }
            this.keys = keys.clone();
        }

        /** The key that is answered at a place, counted from 0. */
        public long key(int place) {
            return keys[place];
        }

        @Override
        public int count() {
            return keys.length;
        }
    }

    /**
     * At evenly spaced keys, both ends included; keys that fall together after rounding are answered once.
     *
     * @param start the first key
     * @param end the last key, at or after the start
     * @param count how many keys, at least 1; 1 means the start alone
     */
    record AtIntervals(long start, long end, int count) implements InterpolatedRequest {
        public AtIntervals {
            if (start > end) {
                throw new InvalidRequestException(Bounds.START_AFTER_END);
            }
            if (count < 1) {
                throw new InvalidRequestException("count must be 1 or more, found " + count + ".");
            }
        }
    }
}
