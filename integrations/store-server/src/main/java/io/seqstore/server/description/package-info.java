/**
 * The description of the interface (spec 11, section 7): OpenAPI 3.1, written from the table that the router uses, so that it
 * names exactly the routes there are. Schemas, headers and examples, which that table does not know, stand in JSON files beside the
 * classes: a new route needs a line in {@code operations.json}, and in {@code examples.json} a request for each of its statuses.
 *
 * <p>May touch {@code routing}, {@code answer} and {@code request}.
 */
@NullMarked
package io.seqstore.server.description;

import org.jspecify.annotations.NullMarked;
