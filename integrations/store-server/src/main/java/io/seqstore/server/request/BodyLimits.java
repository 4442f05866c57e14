package io.seqstore.server.request;

/**
 * How long a request body may be, in bytes.
 *
 * @param received as it is sent
 * @param unpacked after it was unpacked
 */
public record BodyLimits(long received, long unpacked) {
    /** 28.6 MiB and 190 MiB (spec 06, 1.1). */
    public static final BodyLimits DEFAULT = new BodyLimits(30_000_000, 190L << 20);

    /** How deep JSON may be nested; types are the deepest there is, and nest to 100. */
    static final int JSON_DEPTH = 400;

    /** How long one string in JSON may be, in characters. */
    static final int JSON_STRING = 16 << 20;
}
