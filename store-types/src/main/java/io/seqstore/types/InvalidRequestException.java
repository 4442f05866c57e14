package io.seqstore.types;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The call itself is wrong: a malformed definition, value, key, range or parameter. Repeating it will not help. */
public final class InvalidRequestException extends SeqstoreException {
    private static final long serialVersionUID = 1L;

    /** What {@link #error()} says unless another sentence is given. */
    public static final String NOT_VALID = "The request is not valid.";

    private static final String CORRECT_IT = "Correct the request and send it again.";

    /** A wrong request of which there is nothing more to say than the reason. */
    public InvalidRequestException(String reason) {
        this(NOT_VALID, reason, CORRECT_IT, Map.of(), null);
    }

    public InvalidRequestException(String reason, Map<String, String> parameters) {
        this(NOT_VALID, reason, CORRECT_IT, parameters, null);
    }

    public InvalidRequestException(String error, String reason, String resolution, Map<String, String> parameters) {
        this(error, reason, resolution, parameters, null);
    }

    public InvalidRequestException(
            String error, String reason, String resolution, Map<String, String> parameters, @Nullable Throwable cause) {
        super(error, reason, resolution, parameters, cause);
    }
}
