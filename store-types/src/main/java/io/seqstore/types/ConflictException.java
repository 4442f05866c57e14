package io.seqstore.types;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call contradicts what is stored: an event exists at the key of an insert, a type is still referenced, a definition
 * differs from the one registered under the same id.
 */
public final class ConflictException extends SeqstoreException {
    private static final long serialVersionUID = 1L;

    public ConflictException(String error, String reason, String resolution, Map<String, String> parameters) {
        this(error, reason, resolution, parameters, null);
    }

    public ConflictException(
            String error, String reason, String resolution, Map<String, String> parameters, @Nullable Throwable cause) {
        super(error, reason, resolution, parameters, cause);
    }
}
