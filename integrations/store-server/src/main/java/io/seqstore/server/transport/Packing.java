package io.seqstore.server.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** How a body is packed on its way to the client (spec 09, section 4). */
enum Packing {
    GZIP("gzip"),
    DEFLATE("deflate");

    /** Shorter bodies are never packed. */
    static final int LEAST_BYTES = 1024;

    private static final int BUFFER_BYTES = 8192;

    private final String coding;

    Packing(String coding) {
        this.coding = coding;
    }

    /** The value of Content-Encoding. */
    String coding() {
        return coding;
    }

    /** The packing that a client accepts; gzip when it accepts both. */
    static Optional<Packing> of(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return Optional.empty();
        }
        boolean deflate = false;
        for (String part : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] words = part.split(";", -1);
            String coding = words[0].strip();
            boolean refused = words.length > 1 && words[1].strip().matches("q=0(\\.0*)?");
            if (!refused && coding.equals(GZIP.coding)) {
                return Optional.of(GZIP);
            }
            deflate |= !refused && coding.equals(DEFLATE.coding);
        }
        return deflate ? Optional.of(DEFLATE) : Optional.empty();
    }

    /** Packs what is written; to be closed. */
    OutputStream over(OutputStream out) throws IOException {
        return this == GZIP
                ? new FastGzip(out)
                : new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED)) {
                    @Override
                    public void close() throws IOException {
                        try {
                            super.close();
                        } finally {
                            def.end();
                        }
                    }
                };
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
