package io.seqstore.types.event;

import io.seqstore.types.EventKey;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import io.seqstore.types.value.ScalarValues;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keys of one layout: what a caller gives to {@link EventKey} and text (spec 03, section 7). The values of a key are a list
 * with one for each of {@link EventLayout#keys}, in their order. Immutable, safe for all threads.
 */
final class KeyConverter {
    private final EventLayout layout;
    private final List<PropertyLayout> parts;

    KeyConverter(EventLayout layout) {
        this.layout = layout;
        this.parts = layout.keys();
    }

    /** The key of normalised values. */
    EventKey keyOf(List<?> values) {
        return layout.hasKeyTail()
                ? KeyBytes.keyOf(parts, values)
                : EventKey.of(KeyForm.keyOf(layout.key().code(), values.get(0)));
    }

    /** The values that a key stands for; a DateTimeOffset comes with the offset zero. */
    List<Object> valuesOf(EventKey key) {
        return layout.hasKeyTail()
                ? KeyBytes.valuesOf(parts, key)
                : List.of(KeyForm.valueOf(layout.key().code(), key.head()));
    }

    /** The normalised values of a key that a caller gives: a single value, or several in a collection or an array. */
    List<Object> normalise(@Nullable Object key) {
        @Nullable Object[] given = partsOf(key);
        if (given.length != parts.size()) {
            throw new InvalidRequestException(wrongCount("The key", given.length), typeParameter());
        }
        List<Object> values = new ArrayList<>(given.length);
        for (int i = 0; i < given.length; i++) {
            values.add(normalisePart(parts.get(i), given[i]));
        }
        return values;
    }

    private static @Nullable Object[] partsOf(@Nullable Object key) {
        if (key instanceof Collection<?> collection) {
            return collection.toArray();
        }
        if (key == null || !key.getClass().isArray()) {
            return new @Nullable Object[] {key};
        }
        @Nullable Object[] values = new @Nullable Object[Array.getLength(key)];
        Arrays.setAll(values, i -> Array.get(key, i));
        return values;
    }

    /** The value of one part as it will be read back: -0.0 becomes 0.0, because both are the same key. */
    Object normalisePart(PropertyLayout part, @Nullable Object value) {
        Object normal;
        try {
            normal = ScalarValues.normalise(part.code(), value);
        } catch (InvalidRequestException e) {
            throw invalid(part, e.reason());
        }
        if (normal == null) {
            throw invalid(part, "null is not a key.");
        }
        if (normal instanceof Double number) {
            requireFinite(part, number);
            return number + 0.0;
        }
        if (normal instanceof Float number) {
            requireFinite(part, number);
            return number + 0.0f;
        }
        return normal;
    }

    private void requireFinite(PropertyLayout part, double number) {
        if (!Double.isFinite(number)) {
            throw invalid(part, number + " is not a key, expected a finite number.");
        }
    }

    /** The normalised values that an index string stands for. */
    List<Object> parse(String index) {
        if (parts.size() == 1) {
            PropertyLayout part = layout.key();
            return List.of(normalisePart(part, ScalarText.parse(part.code(), index)));
        }
        List<String> texts = IndexText.split(index);
        if (texts.size() != parts.size()) {
            throw new InvalidRequestException(wrongCount("Index '" + index + "'", texts.size()), typeParameter());
        }
        List<Object> values = new ArrayList<>(texts.size());
        for (int i = 0; i < parts.size(); i++) {
            values.add(parsePart(parts.get(i), texts.get(i)));
        }
        return values;
    }

    private Object parsePart(PropertyLayout part, String text) {
        Object value;
        try {
            value = ScalarText.parse(part.code(), text);
        } catch (InvalidRequestException e) {
            throw invalid(part, e.reason());
        }
        return normalisePart(part, value);
    }

    /** The index string of normalised values. */
    String print(List<?> values) {
        return print(values, ScalarText::print);
    }

    /** The index string of normalised values as errors and continuation tokens have it. */
    String printRoundTrip(List<?> values) {
        return print(values, ScalarText::printRoundTrip);
    }

    private String print(List<?> values, BiFunction<SdsTypeCode, Object, String> text) {
        if (parts.size() == 1) {
            return text.apply(layout.key().code(), values.get(0));
        }
        List<String> texts = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            texts.add(text.apply(parts.get(i).code(), values.get(i)));
        }
        return IndexText.join(texts);
    }

    /** Values as callers get them: a single one as it is, several as a list. */
    static Object asOne(List<Object> values) {
        return values.size() == 1 ? values.get(0) : Collections.unmodifiableList(values);
    }

    private String wrongCount(String what, int found) {
        return what + " has " + found + (found == 1 ? " part" : " parts") + ", but the key of type '"
                + layout.type().id() + "' is made of "
                + parts.stream().map(PropertyLayout::id).toList() + ".";
    }

    private InvalidRequestException invalid(PropertyLayout part, String why) {
        return new InvalidRequestException(
                "Key property '" + part.id() + "' of type '" + layout.type().id() + "': " + why, typeParameter());
    }

    private Map<String, String> typeParameter() {
        return Map.of("TypeId", String.valueOf(layout.type().id()));
    }
}
