/**
 * The one contract for walking events: batches of columns ({@link BatchCursor}), one by one on top of them ({@link
 * EventCursor}), and the states that can be walked ({@link EventSource}). Also what layers of events hide in older ones
 * ({@link ErasedRanges}, {@link EventLayer}).
 *
 * <p>May touch {@code io.seqstore.types}.
 */
package io.seqstore.core.cursor;
