package io.seqstore.types;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot do this now: it is closed, its disk is full or failing, it is open read-only, or it is overloaded. What
 * was acknowledged before is safe; a write that fails with this has stored nothing that a later read would show, with one
 * exception: a write whose log could not be synced may be there when the store is opened again, since nobody can know
 * what the device did with it.
 */
public final class UnavailableException extends SeqstoreException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String error, String reason, String resolution, Map<String, String> parameters) {
        this(error, reason, resolution, parameters, null);
    }

    public UnavailableException(
            String error, String reason, String resolution, Map<String, String> parameters, @Nullable Throwable cause) {
        super(error, reason, resolution, parameters, cause);
    }
}
