/**
 * Text of comma separated values as records of fields (RFC 4180). Knows nothing of events.
 *
 * <p>Lives here: {@link io.seqstore.types.csv.CsvReader}.
 *
 * <p>May touch nothing.
 */
@org.jspecify.annotations.NullMarked
package io.seqstore.types.csv;
