/**
 * The conductor that removes what is older than a rule says, stream by stream, as any writer would: a range is removed with
 * one record of the log, in the turn of the stream. So neither readers nor recovery know of it.
 *
 * <p>Works in front of compaction, and tells it which segments hold little that can still be seen.
 */
package io.seqstore.core.retain;
