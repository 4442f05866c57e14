package io.seqstore.server.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.seqstore.server.problem.Problems;
import io.seqstore.types.json.JsonText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, unpacked while it is read and never longer than allowed (spec 06, 1.1; spec 09, section 4). It can be
 * read once.
 */
public final class RequestBody {
    /** Names, not values, are what an attacker would fill the memory of the parser with: they are not kept. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(BodyLimits.JSON_DEPTH)
                    .maxStringLength(BodyLimits.JSON_STRING)
                    .build())
            .build();

    private static final int ZLIB_METHOD = 8;

    private final InputStream packed;
    private final @Nullable String encoding;
    private final BodyLimits limits;

    /**
     * A body.
     *
     * @param packed as it arrives
     * @param encoding the header Content-Encoding; null when there is none
     * @param limits how long it may be
     */
    public RequestBody(InputStream packed, @Nullable String encoding, BodyLimits limits) {
        this.packed = packed;
        this.encoding = encoding;
        this.limits = limits;
    }

    /** The bytes, unpacked. Reading fails with a problem when there are too many. */
    public InputStream open() throws IOException {
        PushbackInputStream in =
                new PushbackInputStream(new LimitedInputStream(packed, limits.received(), "The request body"), 2);
        String coding = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        boolean known = coding.isEmpty()
                || coding.equals("identity")
                || coding.equals("gzip")
                || coding.equals("x-gzip")
                || coding.equals("deflate");
        if (!known) {
            throw Problems.unsupportedEncoding(String.valueOf(encoding));
        }
        int first = in.read();
        if (first < 0) {
            return InputStream.nullInputStream();
        }
        in.unread(first);
        return coding.isEmpty() || coding.equals("identity")
                ? in
                : new LimitedInputStream(unpacked(in, coding), limits.unpacked(), "The unpacked request body");
    }

    private static InputStream unpacked(PushbackInputStream in, String coding) throws IOException {
        if (!coding.equals("deflate")) {
            return new GZIPInputStream(in);
        }
        byte[] head = in.readNBytes(2);
        in.unread(head);
        boolean isZlib = head.length == 2
                && (head[0] & 0xF) == ZLIB_METHOD
                && (((head[0] & 0xFF) << Byte.SIZE) | (head[1] & 0xFF)) % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!isZlib));
    }

    /** Reads from the body. */
    @FunctionalInterface
    public interface Reading<T> {
        T from(InputStream in) throws IOException;
    }

    /** Reads the body; what is wrong with how it is packed or sent becomes a problem. */
    public <T> T read(Reading<T> reading) {
        try (InputStream in = open()) {
            return reading.from(in);
        } catch (ZipException | EOFException e) {
            throw Problems.invalid("The request body is not valid " + encoding + ".");
        } catch (CharacterCodingException e) {
            throw Problems.invalid("The request body is not UTF-8.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of the body as bytes. */
    public byte[] bytes() {
        return read(InputStream::readAllBytes);
    }

    /** The body as text in UTF-8. */
    public String text() {
        return read(in -> StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(in.readAllBytes()))
                .toString());
    }

    /** Reads one JSON value, which must be all there is. The parser stands on its first token and is left on its last. */
    public <T> T json(JsonText.Reading<T> reading) {
        String text = text();
        if (text.isBlank()) {
            throw Problems.invalid("The request body is empty.");
        }
        return JsonBodies.read(JSON, text, reading);
    }

    /** Reads one JSON value as {@link #json} does, while it arrives. The parser stands before its first token. */
    public <T> T jsonStream(JsonText.Reading<T> reading) {
        return read(in -> {
            // Left to itself the parser takes what is not UTF-8 for other characters.
            Reader text = new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder());
            try (JsonParser parser = JSON.createParser(text)) {
                return JsonBodies.toEnd(parser, reading);
            }
        });
    }
}
