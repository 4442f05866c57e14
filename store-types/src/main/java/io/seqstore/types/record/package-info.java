/**
 * Events as Java records: the type that a record class describes (spec 01, 9.6), and records from and to rows of a
 * {@link io.seqstore.types.event.ColumnBatch}.
 *
 * <p>Lives here: {@link io.seqstore.types.record.RecordMapping} knows a record class,
 * {@link io.seqstore.types.record.BoundRecords} a record class and a layout; the annotations say what a class alone cannot.
 * All looking-up is done once, when a class is mapped or bound.
 *
 * <p>May touch {@code schema}, {@code value} and {@code event}.
 */
package io.seqstore.types.record;
