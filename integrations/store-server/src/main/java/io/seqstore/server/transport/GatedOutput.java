package io.seqstore.server.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds the beginning of a body back, so that a failure can still become an error answer and a short body gets a length; what
 * is longer is let through a chunk at a time. Used by one thread.
 */
final class GatedOutput extends OutputStream {
    /** Most answers are short: the buffer grows with them. */
    private static final int FIRST_BYTES = 1024;

    private final Gate gate;
    private final int most;
    private byte[] held;
    private int count;
    private @Nullable OutputStream out;

    /** Opens when the body turns out to be long. */
    @FunctionalInterface
    interface Gate {
        /** Sends status and headers; the body follows to what is returned. */
        OutputStream open() throws IOException;
    }

    /**
     * An output.
     *
     * @param most how many bytes are held back at most
     */
    GatedOutput(int most, Gate gate) {
        this.most = most;
        this.held = new byte[Math.min(FIRST_BYTES, most)];
        this.gate = gate;
    }

    /** Whether something was sent. */
    boolean isOpen() {
        return out != null;
    }

    /** What is held back; all of the body as long as the gate is not open. No copy: nothing is to be written after. */
    ByteBuffer held() {
        return ByteBuffer.wrap(held, 0, count);
    }

    /** Copies what is held back. */
    void writeHeldTo(OutputStream other) throws IOException {
        other.write(held, 0, count);
    }

    @Override
    public void write(int octet) throws IOException {
        makeRoom(1);
        held[count++] = (byte) octet;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            makeRoom(left);
            int part = Math.min(left, held.length - count);
            System.arraycopy(bytes, from, held, count, part);
            count += part;
            from += part;
            left -= part;
        }
    }

    private void makeRoom(int wanted) throws IOException {
        if (wanted > held.length - count && held.length < most) {
            held = Arrays.copyOf(held, Math.min(most, Math.max(2 * held.length, count + wanted)));
        }
        if (count == held.length) {
            letThrough();
        }
    }

    private void letThrough() throws IOException {
        OutputStream to = out;
        if (to == null) {
            to = gate.open();
            out = to;
        }
        to.write(held, 0, count);
        count = 0;
    }

    /** Sends the rest and ends the body; the gate must be open. */
    void finish() throws IOException {
        OutputStream to = out;
        if (to == null) {
            throw new IllegalStateException("nothing was sent yet");
        }
        to.write(held, 0, count);
        count = 0;
        to.close();
    }

    /** Nothing: chunks are sent when they are full. */
    @Override
    public void flush() {}
}
