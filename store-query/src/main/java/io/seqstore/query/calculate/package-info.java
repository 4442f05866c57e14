/**
 * Read step 5: from events in key order to the answer. Boundaries, pages, calculated events, summaries and samples, each a
 * walk over an {@link io.seqstore.core.cursor.EventSource}. The loops work on the arrays of a {@code ColumnBatch} and
 * allocate nothing per event; what a read delivers is a batch or a table of numbers, which {@code shape} turns into what the
 * caller wants.
 *
 * <p>A filter stands between the events of a bound ({@link io.seqstore.query.calculate.BoundedEvents}) and what skips and
 * counts them ({@link io.seqstore.query.calculate.SlicedCursor}): {@link io.seqstore.query.calculate.FilteredCursor}.
 *
 * <p>May touch {@code query.request}, {@code query.filter}, {@code query.axis}, {@code query.plan}, {@code core.cursor} and
 * {@code types}.
 */
@NullMarked
package io.seqstore.query.calculate;

import org.jspecify.annotations.NullMarked;
