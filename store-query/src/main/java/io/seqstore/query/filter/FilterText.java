package io.seqstore.query.filter;

import io.seqstore.types.InvalidRequestException;
import java.util.Map;

/**
 * The text of a filter, and how one complains about it.
 *
 * @param text as it was given
 * @param ignoresCase whether texts compare ignoring case; those of the rows are folded by {@link
 *     io.seqstore.types.schema.IdRule#fold} then
 */
record FilterText(String text, boolean ignoresCase) {
    /** An expression whose texts compare by case. */
    FilterText(String text) {
        this(text, false);
    }

    /** Longer texts are refused; no filter that people write comes near. */
    static final int MAX_LENGTH = 16_384;

    /** Deeper trees are refused, so that no text can exhaust the stack. */
    static final int MAX_DEPTH = 200;

    /** The complaint about what stands at a position, counted from 0. */
    InvalidRequestException invalid(int position, String problem) {
        return new InvalidRequestException(
                InvalidRequestException.NOT_VALID,
                "The filter is not valid at position " + position + ": " + problem,
                "Correct the filter and send it again.",
                Map.of("Filter", text));
    }
}
