/**
 * Events: one row of values as Java sees it ({@link io.seqstore.types.event.Event}), many rows as the store sees them
 * ({@link io.seqstore.types.event.ColumnBatch}), and the way from one to the other
 * ({@link io.seqstore.types.event.EventConverter}).
 *
 * <p>May touch {@code schema} and {@code value}.
 */
package io.seqstore.types.event;
