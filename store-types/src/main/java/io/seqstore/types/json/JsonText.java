package io.seqstore.types.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Definitions and events from and to JSON that is held in a string. Stateless; safe for all threads. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /**
     * The type that a text describes.
     *
     * @throws InvalidRequestException when the text is not JSON or not a type
     */
    public static SdsType readType(String json) {
        return read(json, TypeJson::read);
    }

    /** The text that describes a type. */
    public static String writeType(SdsType type, Verbosity verbosity) {
        return write(generator -> TypeJson.write(type, verbosity, generator));
    }

    /**
     * The stream that a text describes.
     *
     * @throws InvalidRequestException when the text is not JSON or not a stream
     */
    public static SdsStream readStream(String json) {
        return read(json, StreamJson::read);
    }

    /** The text that describes a stream. */
    public static String writeStream(SdsStream stream, Verbosity verbosity) {
        return write(generator -> StreamJson.write(stream, verbosity, generator));
    }

    /**
     * Appends the events that a text holds: an array of objects or a single one.
     *
     * @return how many there were
     * @throws InvalidRequestException when the text is not JSON or an event is not valid; then no row was
     *     added
     */
    public static int readEvents(String json, ColumnBatch batch) {
        int before = batch.count();
        try {
            return readToEnd(json, parser -> EventJson.of(batch.layout()).read(parser, batch));
        } catch (InvalidRequestException e) {
            batch.truncate(before);
            throw e;
        }
    }

    /** The text of all rows of a batch: an array of objects. */
    public static String writeEvents(ColumnBatch batch, Verbosity verbosity) {
        return write(generator -> EventJson.of(batch.layout()).write(batch, verbosity, generator));
    }

    /** Reads a value from a parser that stands on its first token. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Leaves the parser on the last token of the value. */
        T from(JsonParser parser) throws IOException;
    }

    /** Writes a value. */
    @FunctionalInterface
    public interface Writing {
        void to(JsonGenerator generator) throws IOException;
    }

    /**
     * Reads the only value of a text.
     *
     * @throws InvalidRequestException when the text is not JSON, holds more than one value, or the
     *     reading refuses it
     */
    public static <T> T read(String json, Reading<T> reading) {
        return readToEnd(json, parser -> {
            parser.nextToken();
            return reading.from(parser);
        });
    }

    /** The reading begins before the first token. */
    private static <T> T readToEnd(String json, Reading<T> reading) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            T value = reading.from(parser);
            if (parser.nextToken() != null) {
                throw JsonErrors.unexpected(parser, "the end of the text");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw JsonErrors.malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a value. */
    public static String write(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            writing.to(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
