/**
 * The description of the interface (spec 11, section 7): OpenAPI 3.1, written from the table that the router uses, so that it
 * names exactly the routes there are.
 *
 * <p>May touch {@code routing}, {@code answer} and {@code request}.
 */
@NullMarked
package io.seqstore.server.description;

import org.jspecify.annotations.NullMarked;
