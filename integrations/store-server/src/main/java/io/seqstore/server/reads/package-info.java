/**
 * Step 3 of a request that reads events (spec 07, spec 08): which read is meant, its bounds and limits, and how its result is
 * written: as it is read, where it can be long.
 *
 * <p>May touch the packages of a request below it and the front door.
 */
@NullMarked
package io.seqstore.server.reads;

import org.jspecify.annotations.NullMarked;
