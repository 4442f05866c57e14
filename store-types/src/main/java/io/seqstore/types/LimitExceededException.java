package io.seqstore.types;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call is valid but asks for more than a configured limit allows: events in one materialized result, bytes in one
 * request, nesting, length.
 */
public final class LimitExceededException extends SeqstoreException {
    private static final long serialVersionUID = 1L;

    public LimitExceededException(String error, String reason, String resolution, Map<String, String> parameters) {
        this(error, reason, resolution, parameters, null);
    }

    public LimitExceededException(
            String error, String reason, String resolution, Map<String, String> parameters, @Nullable Throwable cause) {
        super(error, reason, resolution, parameters, cause);
    }
}
