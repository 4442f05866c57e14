package io.seqstore.server.transport;

import io.seqstore.server.request.Deadline;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the request with 408 when its body is still arriving at its deadline: a client that trickles must not hold a thread. */
final class DeadlineInputStream extends FilterInputStream {
    private final Deadline deadline;

    DeadlineInputStream(InputStream in, Deadline deadline) {
        super(in);
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        deadline.check();
        return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        deadline.check();
        return super.read(bytes, offset, length);
    }
}
