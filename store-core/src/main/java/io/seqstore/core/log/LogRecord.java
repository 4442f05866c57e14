package io.seqstore.core.log;

/**
 * A record that was read back.
 *
 * @param sequence its number
 * @param kind what the body is
 * @param ordinal the stream, or {@link io.seqstore.core.format.RecordHeader#NO_STREAM}
 * @param bytes an array that holds the body, with slack behind it
 * @param from where the body begins
 * @param length how long it is
 */
@SuppressWarnings("ArrayRecordComponent") // A view for one call; nobody compares records.
public record LogRecord(long sequence, RecordKind kind, int ordinal, byte[] bytes, int from, int length) {}
