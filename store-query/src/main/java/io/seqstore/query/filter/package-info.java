/**
 * Filter expressions over events (spec 09, section 1): text to tokens to a tree, and the tree, for the layout of a stream, to
 * loops over the columns of a batch. Reading and checking happens once; what runs for every batch knows no names, no
 * precedence and no maps, and boxes neither numbers nor times.
 *
 * <p>{@link io.seqstore.query.filter.Filter} is the text that was understood, {@link io.seqstore.query.filter.RowFilter}
 * the loops with their working memory.
 *
 * <p>May touch {@code core.cursor} (only to say which columns it needs) and {@code types}. Knows no reads.
 */
@NullMarked
package io.seqstore.query.filter;

import org.jspecify.annotations.NullMarked;
