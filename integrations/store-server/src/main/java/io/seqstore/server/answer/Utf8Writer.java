package io.seqstore.server.answer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;

/**
 * Text as UTF-8. Half of a surrogate pair, which bytes cannot hold, becomes a question mark: it must not end an answer, as it does
 * where JSON is written to bytes at once. Unlike the writer of the JDK it needs no large buffer for a short answer. Used by one
 * thread.
 */
final class Utf8Writer extends Writer {
    private static final int BUFFER_BYTES = 1024;

    /** A pair, or a question mark for a half and the character after it. */
    private static final int MOST_BYTES = 4;

    private static final char NONE = 0;

    private final OutputStream out;
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private int count;
    private char firstHalf = NONE;

    Utf8Writer(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (count > BUFFER_BYTES - MOST_BYTES) {
                send();
            }
            char c = text[i];
            if (c < 0x80 && firstHalf == NONE) {
                bytes[count++] = (byte) c;
            } else {
                encode(c);
            }
        }
        send();
    }

    private void encode(char c) {
        if (firstHalf != NONE && Character.isLowSurrogate(c)) {
            encode(Character.toCodePoint(firstHalf, c));
            firstHalf = NONE;
            return;
        }
        endHalf();
        if (Character.isHighSurrogate(c)) {
            firstHalf = c;
        } else {
            encode((int) (Character.isLowSurrogate(c) ? '?' : c));
        }
    }

    private void endHalf() {
        if (firstHalf != NONE) {
            bytes[count++] = '?';
            firstHalf = NONE;
        }
    }

    private void encode(int codePoint) {
        if (codePoint < 0x80) {
            bytes[count++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[count++] = (byte) (0xC0 | (codePoint >> 6));
            addRest(codePoint, 0);
        } else if (codePoint < 0x10000) {
            bytes[count++] = (byte) (0xE0 | (codePoint >> 12));
            addRest(codePoint, 6);
        } else {
            bytes[count++] = (byte) (0xF0 | (codePoint >> 18));
            addRest(codePoint, 12);
        }
    }

    /** Six bits a byte, from these bits on down. */
    private void addRest(int codePoint, int fromBit) {
        for (int bit = fromBit; bit >= 0; bit -= 6) {
            bytes[count++] = (byte) (0x80 | ((codePoint >> bit) & 0x3F));
        }
    }

    private void send() throws IOException {
        out.write(bytes, 0, count);
        count = 0;
    }

    /** Ends the text: a half that nothing follows stays a half. */
    @Override
    public void flush() throws IOException {
        endHalf();
        send();
    }

    /** Nothing: who opened the bytes closes them. */
    @Override
    public void close() {}
}
