package io.seqstore.server.request;

import io.seqstore.server.problem.Problems;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends the request with 413 when more bytes come than allowed. */
final class LimitedInputStream extends FilterInputStream {
    private final long limit;
    private final String what;
    private long count;

    LimitedInputStream(InputStream in, long limit, String what) {
        super(in);
        this.limit = limit;
        this.what = what;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        if (octet >= 0) {
            add(1);
        }
        return octet;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        add(Math.max(0, read));
        return read;
    }

    private void add(int read) {
        count += read;
        if (count > limit) {
            throw Problems.tooLarge(what, limit);
        }
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
