package io.seqstore.server.assets;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the value of a property tells the status of an asset (spec 10, section 6).
 *
 * @param streamReferenceId the reference whose stream is looked at
 * @param streamPropertyId the property
 * @param values what its values mean
 */
record StatusMapping(String streamReferenceId, String streamPropertyId, List<ValueStatus> values) {
    StatusMapping {
        values = List.copyOf(values);
    }

    /** What can be the matter with an asset; in the order of their numbers. */
    enum Status {
        UNKNOWN("Unknown"),
        GOOD("Good"),
        WARNING("Warning"),
        BAD("Bad");

        private final String sdsName;

        Status(String sdsName) {
            this.sdsName = sdsName;
        }

        String sdsName() {
            return sdsName;
        }

        /** The status of a name, ignoring case, or of a number. */
        static Optional<Status> of(String word) {
            Status[] all = values();
            for (int number = 0; number < all.length; number++) {
                if (all[number].sdsName.equalsIgnoreCase(word)
                        || Integer.toString(number).equals(word)) {
                    return Optional.of(all[number]);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * What one value means.
     *
     * @param value the value: text, a number or a flag
     * @param status its meaning
     * @param displayName words for it
     */
    record ValueStatus(
            Object value, Status status, @Nullable String displayName) {}
}
