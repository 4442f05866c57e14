package io.seqstore.types;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of the call passed before it was done. A write that fails with this has stored nothing.
 */
public final class TimedOutException extends SeqstoreException {
    private static final long serialVersionUID = 1L;

    public TimedOutException(String error, String reason, String resolution, Map<String, String> parameters) {
        this(error, reason, resolution, parameters, null);
    }

    public TimedOutException(
            String error, String reason, String resolution, Map<String, String> parameters, @Nullable Throwable cause) {
        super(error, reason, resolution, parameters, cause);
    }
}
