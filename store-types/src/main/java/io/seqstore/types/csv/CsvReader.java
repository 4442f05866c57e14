package io.seqstore.types.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of a text as RFC 4180 has them: fields between delimiters, in quotes when they hold delimiters, quotes or line
 * ends. Beyond that it takes all three line ends, skips a byte order mark and empty lines, and leaves quotes inside an unquoted
 * field as they are. Stands before the first record.
 *
 * <p>A record that breaks the rules has a {@link #fault}. Reading goes on at the line after the one on which that record
 * begins, so that a quote that is never closed costs one line and not the rest of the file. Holds one record at a time. Not
 * thread-safe.
 */
public final class CsvReader {
    /** The longest record, in characters. */
    static final int LONGEST_RECORD = 1 << 18;

    private static final int FIRST_CAPACITY = 1 << 16;
    private static final int END = -1;
    private static final char QUOTE = '"';
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader text;
    private final char delimiter;
    private final List<String> fields = new ArrayList<>();
    private char[] buffer = new char[FIRST_CAPACITY];

    /** Where in the buffer the next record begins, and where the text in the buffer ends. */
    private int start;

    private int limit;
    private boolean started;
    private long line;
    private long nextLine = 1;
    private @Nullable String fault;

    /**
     * A reader of some text, which stays the caller's to close.
     *
     * @param text the text
     * @param delimiter what stands between two fields
     */
    public CsvReader(Reader text, char delimiter) {
        this.text = text;
        this.delimiter = delimiter;
    }

    /** Moves to the next record; false when there is none. */
    public boolean next() throws IOException {
        if (!started) {
            started = true;
            start += peek(0) == BYTE_ORDER_MARK ? 1 : 0;
        }
        while (isLineEnd(peek(0))) {
            skipLineEnd(0);
        }
        if (peek(0) == END) {
            return false;
        }
        line = nextLine;
        fault = null;
        fields.clear();
        int end = record();
        if (fault == null) {
            countLines(end);
            skipLineEnd(end);
        } else {
            skipLine();
        }
        return true;
    }

    /** The number of the line on which the record begins; the first line is 1. */
    public long line() {
        return line;
    }

    /** The fields of the record; good until the next move. Those of a record with a fault are what was read before it. */
    public List<String> fields() {
        return fields;
    }

    /** What is wrong with the record, if anything. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** Reads the fields of a record and returns where it ends, counted from its start. */
    private int record() throws IOException {
        int at = field(0);
        while (fault == null && peek(at) == delimiter) {
            at = field(at + 1);
        }
        return at;
    }

    private int field(int at) throws IOException {
        return peek(at) == QUOTE ? quoted(at + 1) : plain(at);
    }

    private int plain(int from) throws IOException {
        int at = from;
        int next = peek(at);
        while (next != delimiter && next != END && !isLineEnd(next)) {
            if (isTooLong(at)) {
                fault = "the line is longer than " + LONGEST_RECORD + " characters";
                return at;
            }
            at++;
            next = peek(at);
        }
        fields.add(new String(buffer, start + from, at - from));
        return at;
    }

    private int quoted(int from) throws IOException {
        int at = from;
        boolean doubled = false;
        while (peek(at) != QUOTE || peek(at + 1) == QUOTE) {
            if (peek(at) == END || isTooLong(at)) {
                fault = "the quote that opens field " + (fields.size() + 1) + " is never closed";
                return at;
            }
            doubled |= peek(at) == QUOTE;
            at += peek(at) == QUOTE ? 2 : 1;
        }
        String value = new String(buffer, start + from, at - from);
        fields.add(doubled ? value.replace("\"\"", "\"") : value);
        int next = peek(at + 1);
        if (next != delimiter && next != END && !isLineEnd(next)) {
            fault = "field " + fields.size() + " goes on after its closing quote";
        }
        return at + 1;
    }

    private static boolean isTooLong(int length) {
        return length >= LONGEST_RECORD;
    }

    private static boolean isLineEnd(int character) {
        return character == '\n' || character == '\r';
    }

    /** Counts the line ends inside a record. */
    private void countLines(int end) throws IOException {
        for (int at = 0; at < end; at++) {
            boolean beforeLineFeed = peek(at) == '\r' && peek(at + 1) == '\n';
            nextLine += isLineEnd(peek(at)) && !beforeLineFeed ? 1 : 0;
        }
    }

    /** Moves behind the line end that stands so far from the start; at the end of the text there need not be one. */
    private void skipLineEnd(int at) throws IOException {
        int length = peek(at) == END ? 0 : peek(at) == '\r' && peek(at + 1) == '\n' ? 2 : 1;
        nextLine++;
        start += at + length;
    }

    /** Moves behind the line that begins at the start, however long it is. */
    private void skipLine() throws IOException {
        while (peek(0) != END && !isLineEnd(peek(0))) {
            start++;
        }
        skipLineEnd(0);
    }

    /** The character that stands so far from the start, or {@link #END}. */
    private int peek(int at) throws IOException {
        while (start + at >= limit) {
            if (!fill()) {
                return END;
            }
        }
        return buffer[start + at];
    }

    /** Reads on, moving the record that has begun to the front of the buffer; false at the end of the text. */
    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            start = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, limit * 2);
        }
        int count = text.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, count);
        return count > 0;
    }
}
