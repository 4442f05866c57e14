package io.seqstore.types.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the members of a definition, leaving out defaults when the form is compact. */
final class JsonMembers {
    private final JsonGenerator generator;
    private final boolean verbose;

    JsonMembers(JsonGenerator generator, Verbosity verbosity) {
        this.generator = generator;
        this.verbose = verbosity == Verbosity.VERBOSE;
    }

    /** Writes one value. */
    @FunctionalInterface
    interface ValueWriter<T> {
        void write(T value) throws IOException;
    }

    void text(String name, @Nullable String value) throws IOException {
        value(name, value, generator::writeString);
    }

    /** A number whose default is 0. */
    void number(String name, int value) throws IOException {
        if (verbose || value != 0) {
            generator.writeNumberField(name, value);
        }
    }

    void flag(String name, boolean value) throws IOException {
        if (verbose || value) {
            generator.writeBooleanField(name, value);
        }
    }

    /** A value whose default is null. */
    <T> void value(String name, @Nullable T value, ValueWriter<T> writer) throws IOException {
        if (value != null) {
            generator.writeFieldName(name);
            writer.write(value);
        } else if (verbose) {
            generator.writeNullField(name);
        }
    }

    /** A list whose default is the empty one, which is written as null. */
    <T> void list(String name, List<T> values, ValueWriter<T> writer) throws IOException {
        value(name, values.isEmpty() ? null : values, elements -> {
            generator.writeStartArray();
            for (T element : elements) {
                writer.write(element);
            }
            generator.writeEndArray();
        });
    }
}
