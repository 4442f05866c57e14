/**
 * Read step 6: what a read answered, in the form that the caller wants. Events, records, summaries with Java values; JSON,
 * tables and comma-separated values, written row by row; columns and cursors need no shaping.
 *
 * <p>May touch the packages of {@code query} before it, {@code core.cursor} and {@code types}.
 */
@NullMarked
package io.seqstore.query.shape;

import org.jspecify.annotations.NullMarked;
