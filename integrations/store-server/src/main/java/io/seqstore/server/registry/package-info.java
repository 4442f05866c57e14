/**
 * Step 3 of a request about definitions (spec 11, section 5): namespaces, types, streams with their tags and metadata, stream
 * views, units. Each handler is one call at the front door and the status that its outcome stands for.
 *
 * <p>May touch the packages of a request below it and the front door.
 */
@NullMarked
package io.seqstore.server.registry;

import org.jspecify.annotations.NullMarked;
