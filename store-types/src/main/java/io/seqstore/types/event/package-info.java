/**
 * Events: one row of values as Java sees it ({@link io.seqstore.types.event.Event}), many rows as the store sees them
 * ({@link io.seqstore.types.event.ColumnBatch}), and the way from one to the other
 * ({@link io.seqstore.types.event.EventConverter}). What makes a key of the values of its parts lives here too: 64 bits
 * ({@link io.seqstore.types.event.KeyForm}) or order-preserving bytes.
 *
 * <p>May touch {@code schema} and {@code value}.
 */
package io.seqstore.types.event;
