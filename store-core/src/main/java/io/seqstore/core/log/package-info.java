/**
 * Step 2 of a write: makes a change durable before anybody can see it.
 *
 * <p>Lives here: {@link LogWriter} appends records and syncs them for many writers at once, {@link LogReader} reads them
 * back. The layout is docs/format.md, "Log". A record is all or nothing: a torn tail is cut and reported, a bad record with
 * synced ones behind it is damage.
 *
 * <p>May touch {@code file}, {@code format} and {@code memory}. Knows no streams and no types: to the log a record is a
 * kind, a number and bytes.
 */
package io.seqstore.core.log;
