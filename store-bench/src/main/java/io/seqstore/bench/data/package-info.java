/**
 * The series that benchmarks write: named, seeded, the same on every machine. Made event by event, so that fifty million of
 * them take no memory, and cheaply, so that making them does not hide what is measured.
 *
 * <p>Lives here: {@link io.seqstore.bench.data.Series} (which ones there are), {@link io.seqstore.bench.data.EventFeed}
 * (walks one), {@link io.seqstore.bench.data.Digest} (what must come back).
 *
 * <p>May touch the types alone. Knows no engine.
 */
package io.seqstore.bench.data;
