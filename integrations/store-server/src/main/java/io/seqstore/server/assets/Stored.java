package io.seqstore.server.assets;

import java.time.Instant;

/**
 * A definition with what the server keeps of it.
 *
 * @param value the definition
 * @param version counts its changes, from 1 on
 * @param created when it was created
 * @param modified when it was last changed
 */
record Stored<T>(T value, long version, Instant created, Instant modified) {
    /** By which a client says which version it has seen. */
    String etag() {
        return "\"" + version + "\"";
    }
}
