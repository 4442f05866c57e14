/**
 * Step 1 of a request: which route it means. One table holds all routes; the router matches by it and the description of the
 * interface is written from it.
 *
 * <p>May touch {@code problem}, {@code request} and {@code answer}.
 */
@NullMarked
package io.seqstore.server.routing;

import org.jspecify.annotations.NullMarked;
