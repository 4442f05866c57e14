package io.seqstore.cli.model;

import io.seqstore.types.record.Key;
import io.seqstore.types.record.TypeId;

/**
 * An event of the test streams.
 *
 * @param time its key
 * @param level a number, exact as a double
 * @param note a text
 */
@TypeId(Sample.TYPE)
public record Sample(@Key long time, double level, String note) {
    /** The type of new streams. */
    public static final String TYPE = "Sample";
}
