/**
 * Steps 0 and 5 of a request: the socket. Everything that knows Jetty is here: how requests arrive, how many at once, how
 * answers leave, packed or not, and what becomes of slow clients.
 *
 * <p>May touch {@code problem}, {@code request}, {@code answer}, {@code routing} and {@code access}.
 */
@NullMarked
package io.seqstore.server.transport;

import org.jspecify.annotations.NullMarked;
