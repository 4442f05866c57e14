package io.seqstore.types;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on disk are not what was written there. The message names the file, the offset, and, where known, the stream and
 * the key range; everything outside that range stays readable.
 */
public final class DamagedStoreException extends SeqstoreException {
    private static final long serialVersionUID = 1L;

    public DamagedStoreException(String error, String reason, String resolution, Map<String, String> parameters) {
        this(error, reason, resolution, parameters, null);
    }

    public DamagedStoreException(
            String error, String reason, String resolution, Map<String, String> parameters, @Nullable Throwable cause) {
        super(error, reason, resolution, parameters, cause);
    }
}
