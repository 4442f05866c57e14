/**
 * Step 3 of a request that writes events (spec 06): the body becomes a batch while it arrives, and the batch one atomic write.
 *
 * <p>May touch the packages of a request below it and the front door.
 */
@NullMarked
package io.seqstore.server.writes;

import org.jspecify.annotations.NullMarked;
