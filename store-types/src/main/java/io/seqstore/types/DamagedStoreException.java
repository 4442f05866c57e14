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

    /**
     * Damage that shows only in what was read, where the file it came from is not known any more: bytes that passed their
     * checksum and yet mean nothing.
     */
    public static DamagedStoreException ofContent(String reason, @Nullable Throwable cause) {
        return new DamagedStoreException(
                "The store is damaged.",
                reason,
                "Find out what else is damaged with 'seqstore verify', and restore the store from a backup.",
                Map.of(),
                cause);
    }
}
