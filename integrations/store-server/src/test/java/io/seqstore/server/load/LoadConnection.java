package io.seqstore.server.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One connection that is kept, and on it one request after the other; each must succeed. */
final class LoadConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 * 1024;

    private final URI server;
    private final int number;
    private final Socket socket;
    private final InputStream in;
    private final byte[] skipped = new byte[BUFFER_BYTES];
    private long[] nanos = new long[1024];
    private int count;

    LoadConnection(URI server, int number) throws IOException {
        this.server = server;
        this.number = number;
        socket = new Socket(server.getHost(), server.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    /** Which of the connections it is. */
    int number() {
        return number;
    }

    /** How many requests were sent. */
    int count() {
        return count;
    }

    /** The times of the requests after the first so many. */
    long[] nanosAfter(int first) {
        return Arrays.copyOfRange(nanos, first, count);
    }

    /** Sends a request, waits for all of its answer, and gives the length of the body. */
    int send(String method, String target, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = method + " " + target + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        byte[] request = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + bytes.length);
        System.arraycopy(bytes, 0, request, head.length(), bytes.length);
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        int length = receive();
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = System.nanoTime() - start;
        return length;
    }

    /** The body of the last answer, if it was short. */
    String shortBody(int length) {
        return new String(skipped, 0, length, StandardCharsets.UTF_8);
    }

    private int receive() throws IOException {
        String status = line();
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(status);
        }
        int length = 0;
        boolean isChunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.startsWith("Content-Length: ")) {
                length = Integer.parseInt(header.substring("Content-Length: ".length()));
            }
            isChunked |= header.equals("Transfer-Encoding: chunked");
        }
        if (!isChunked) {
            skip(length);
            return length;
        }
        int total = 0;
        for (int chunk = Integer.parseInt(line(), 16); chunk > 0; chunk = Integer.parseInt(line(), 16)) {
            skip(chunk);
            line();
            total += chunk;
        }
        line();
        return total;
    }

    private void skip(int length) throws IOException {
        for (int left = length; left > 0; ) {
            int read = in.read(skipped, 0, Math.min(left, skipped.length));
            if (read < 0) {
                throw new IOException("broken off");
            }
            left -= read;
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new IOException("broken off");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
