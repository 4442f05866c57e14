/**
 * Read step 6: what a read answered, in the form that the caller wants. Events, records, summaries with Java values; columns
 * and cursors need no shaping.
 *
 * <p>May touch the packages of {@code query} before it and {@code types}.
 */
@NullMarked
package io.seqstore.query.shape;

import org.jspecify.annotations.NullMarked;
