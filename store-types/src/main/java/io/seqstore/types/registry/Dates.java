package io.seqstore.types.registry;

import java.time.Instant;

/**
 * When an object of the registry was created and last changed, to 100 ns (spec 01, section 9.4).
 *
 * @param created when it was created
 * @param modified when its definition last changed; the creation if it never did
 */
public record Dates(Instant created, Instant modified) {}
