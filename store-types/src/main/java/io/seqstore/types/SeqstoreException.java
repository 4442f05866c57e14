package io.seqstore.types;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one family of exceptions that a caller of Seqstore may meet. Expected outcomes (created, found, conflict) are
 * values; these are for caller mistakes, missing things, damage and outages.
 *
 * <p>Each carries three sentences, and the message is their concatenation:
 *
 * <ul>
 *   <li>{@link #error()}: what went wrong, the same words for every case of its kind;
 *   <li>{@link #reason()}: where it went wrong, what was found and what was expected;
 *   <li>{@link #resolution()}: what the caller can do about it.
 * </ul>
 *
 * <p>{@link #parameters()} names the things involved in machine-readable form (for example {@code StreamId} and {@code
 * Index}). Whenever one of these is thrown by a write or a registry operation, that operation changed nothing.
 */
public abstract sealed class SeqstoreException extends RuntimeException
        permits InvalidRequestException,
                NotFoundException,
                ConflictException,
                LimitExceededException,
                TimedOutException,
                UnavailableException,
                DamagedStoreException {
    private static final long serialVersionUID = 1L;

    private final String error;
    private final String reason;
    private final String resolution;
    private final transient Map<String, String> parameters;

    SeqstoreException(
            String error, String reason, String resolution, Map<String, String> parameters, @Nullable Throwable cause) {
        super(error + " " + reason + " " + resolution, cause);
        this.error = error;
        this.reason = reason;
        this.resolution = resolution;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** What went wrong: one sentence, the same for every case of its kind. */
    public String error() {
        return error;
    }

    /** Where it went wrong, what was found and what was expected. */
    public String reason() {
        return reason;
    }

    /** What the caller can do about it. */
    public String resolution() {
        return resolution;
    }

    /** The things involved, by name; in the order in which they are reported. Empty when nothing is named. */
    public Map<String, String> parameters() {
        return parameters;
    }
}
