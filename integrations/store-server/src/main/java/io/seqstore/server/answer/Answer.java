package io.seqstore.server.answer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.seqstore.types.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not an error. Immutable; the body is written once.
 *
 * @param status the HTTP status
 * @param headers the headers, Content-Type among them when there is a body
 * @param body what writes the body; null when there is none
 */
public record Answer(
        int status, Map<String, String> headers, @Nullable Body body) {
    /** Exactly this, without a charset: a client compares the whole value. */
    public static final String JSON = "application/json";

    private static final String CONTENT_TYPE = "Content-Type";
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    /** Writes a body. */
    @FunctionalInterface
    public interface Body {
        /** Writes all of it; neither flushes nor closes. Failures before anything was sent become an error answer. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes text. */
    @FunctionalInterface
    public interface TextBody {
        void writeTo(Appendable out) throws IOException;
    }

    /** 204, or another answer that has no body. */
    public static Answer empty(int status) {
        return new Answer(status, Map.of(), null);
    }

    /** 302 without a body: what was to be created is there already. */
    public static Answer found(String location) {
        return empty(302).with("Location", location);
    }

    /** A JSON body. */
    public static Answer json(int status, JsonText.Writing writing) {
        return new Answer(status, Map.of(CONTENT_TYPE, JSON), out -> {
            JsonGenerator generator = FACTORY.createGenerator(new Utf8Writer(out));
            writing.to(generator);
            // Only now: closing ends what is open, so that an answer that failed in the middle would look whole.
            generator.close();
        });
    }

    /** 200 with a JSON body. */
    public static Answer ok(JsonText.Writing writing) {
        return json(200, writing);
    }

    /** 200 with comma-separated values. */
    public static Answer csv(TextBody writing) {
        return new Answer(200, Map.of(CONTENT_TYPE, "text/csv; charset=utf-8"), out -> {
            Utf8Writer text = new Utf8Writer(out);
            writing.writeTo(text);
            text.flush();
        });
    }

    /** The same with one header more. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    /** The headers alone, with another status. */
    public Answer withStatus(int newStatus) {
        return new Answer(newStatus, withoutBody().headers(), null);
    }

    /** The same without the body. */
    public Answer withoutBody() {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(CONTENT_TYPE);
        return new Answer(status, fewer, null);
    }
}
