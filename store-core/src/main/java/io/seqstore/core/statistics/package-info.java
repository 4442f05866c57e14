/**
 * What is known of a stretch of consecutive events without looking at them: counts, extremes, and the moments from which the
 * thirteen statistics of a summary are made (spec 08, sections 2 and 3).
 *
 * <p>Lives here: {@link io.seqstore.core.statistics.ColumnStatistics}, the figures of one column; {@link
 * io.seqstore.core.statistics.ColumnSummarizer}, which makes them of rows or of the figures of smaller stretches; {@link
 * io.seqstore.core.statistics.StretchMoments}, which does the same for an interval of a read.
 *
 * <p>May touch the types only. Knows no files and no blocks.
 */
package io.seqstore.core.statistics;
