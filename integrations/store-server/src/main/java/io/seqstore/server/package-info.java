/**
 * The HTTP facade (spec 11) over a store: {@link io.seqstore.server.SeqstoreServer} starts it. Thin: every route is a call at
 * the front door; what it means is said there.
 *
 * <p>A request goes through the packages in this order: {@code transport} (socket), {@code routing} (which route), {@code
 * access} (who may), {@code request} (what was asked), the handlers in {@code registry}, {@code reads}, {@code writes} and
 * {@code assets}, {@code answer} (what is said), {@code transport} again. {@code problem} holds the words of refusal.
 */
@NullMarked
package io.seqstore.server;

import org.jspecify.annotations.NullMarked;
