package io.seqstore.types;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that the call names does not exist: a namespace, a type, a stream, a view, or an event at a key that had to be
 * there.
 */
public final class NotFoundException extends SeqstoreException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String error, String reason, String resolution, Map<String, String> parameters) {
        this(error, reason, resolution, parameters, null);
    }

    public NotFoundException(
            String error, String reason, String resolution, Map<String, String> parameters, @Nullable Throwable cause) {
        super(error, reason, resolution, parameters, cause);
    }
}
