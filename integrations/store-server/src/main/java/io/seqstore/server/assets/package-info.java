/**
 * Step 3 of a request about assets (spec 10): things that are described by metadata and by references to streams. Their
 * definitions are events of a stream in the namespace {@code diagnostics}, so that they are as durable as everything else.
 *
 * <p>May touch the packages of a request below it and the front door.
 */
@NullMarked
package io.seqstore.server.assets;

import org.jspecify.annotations.NullMarked;
