package io.seqstore.types.registry;

import io.seqstore.types.fulltext.FieldText;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.value.Ticks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream in the registry, as it is made from its record ({@link StreamRecord}) for whoever asks. Immutable. What most
 * streams do not have stands in {@link Details}.
 */
final class RegisteredStream {
    private static final char NO_BREAK_SPACE = '\u00A0';

    final int ordinal;
    final String id;
    final RegisteredType type;
    final @Nullable String name;
    final @Nullable Details details;
    private final long createdTicks;

    RegisteredStream(
            int ordinal,
            String id,
            RegisteredType type,
            @Nullable String name,
            @Nullable Details details,
            long createdTicks) {
        this.ordinal = ordinal;
        this.id = id;
        this.type = type;
        this.name = name;
        this.details = details;
        this.createdTicks = createdTicks;
    }

    /** What a stream has beyond a name and a type. */
    record Details(
            String typeId,
            @Nullable String description,
            List<String> indexes,
            @Nullable SdsInterpolationMode interpolationMode,
            @Nullable SdsExtrapolationMode extrapolationMode,
            List<PropertyOverride> propertyOverrides,
            List<String> tags,
            List<String> keysAndValues,
            long modifiedTicks) {
        /**
         * Whether a stream of a type that was created at a time and never changed has just these. Not a comparison of records:
         * the JDK makes its code when it is called first, which took a tenth of the first opening of a store.
         */
        boolean areUsual(String ofTypeId, long createdTicks) {
            return typeId.equals(ofTypeId)
                    && description == null
                    && indexes.isEmpty()
                    && interpolationMode == null
                    && extrapolationMode == null
                    && propertyOverrides.isEmpty()
                    && tags.isEmpty()
                    && keysAndValues.isEmpty()
                    && modifiedTicks == createdTicks;
        }
    }

    static RegisteredStream created(int ordinal, SdsStream stream, RegisteredType type, long createdTicks) {
        return of(ordinal, stream, type, List.of(), Map.of(), createdTicks, createdTicks);
    }

    /** The same stream with another definition; id, number, creation, tags and metadata stay. */
    RegisteredStream redefined(SdsStream stream, RegisteredType newType, long modifiedTicks) {
        return of(ordinal, withSpellingOf(stream), newType, tags(), metadata(), createdTicks, modifiedTicks);
    }

    /** The same stream, whose events stand under another number. */
    RegisteredStream withOrdinal(int newOrdinal) {
        return of(newOrdinal, toStream(), type, tags(), metadata(), createdTicks, modifiedTicks());
    }

    RegisteredStream withTags(List<String> tags, long modifiedTicks) {
        return of(ordinal, toStream(), type, tags, metadata(), createdTicks, modifiedTicks);
    }

    RegisteredStream withMetadata(Map<String, String> metadata, long modifiedTicks) {
        return of(ordinal, toStream(), type, tags(), metadata, createdTicks, modifiedTicks);
    }

    private static RegisteredStream of(
            int ordinal,
            SdsStream stream,
            RegisteredType type,
            List<String> tags,
            Map<String, String> metadata,
            long createdTicks,
            long modifiedTicks) {
        String id = stream.id();
        String name = id.equals(stream.name()) ? id : stream.name();
        String typeId = type.id.equals(stream.typeId()) ? type.id : stream.typeId();
        Details details = new Details(
                typeId,
                stream.description(),
                stream.indexes(),
                stream.interpolationMode(),
                stream.extrapolationMode(),
                stream.propertyOverrides(),
                tags,
                flat(metadata),
                modifiedTicks);
        boolean usual = details.areUsual(type.id, createdTicks);
        return new RegisteredStream(ordinal, id, type, name, usual ? null : details, createdTicks);
    }

    SdsStream toStream() {
        Details d = details;
        if (d == null) {
            return new SdsStream(id, type.id, name, null, List.of(), null, null, List.of());
        }
        return new SdsStream(
                id,
                d.typeId,
                name,
                d.description,
                d.indexes,
                d.interpolationMode,
                d.extrapolationMode,
                d.propertyOverrides);
    }

    StreamEntry toEntry() {
        return new StreamEntry(ordinal, toStream(), type.type);
    }

    StreamDescription describe() {
        return new StreamDescription(toEntry(), tags(), metadata(), dates());
    }

    /**
     * Whether a search by the beginning of the id finds this stream by its place in the order of ids: its id is one word from
     * the first character on, and no metadata goes by the name of the id (spec 04, sections 2 and 5).
     */
    boolean isFoundByBeginning() {
        char first = id.charAt(0);
        return (first == '_' || Character.isLetterOrDigit(first))
                && id.chars().noneMatch(c -> Character.isWhitespace(c) || c == NO_BREAK_SPACE)
                && (details == null || !hasMetadata("Id"));
    }

    /** What a search looks at besides the id (spec 04, section 1). */
    List<FieldText> texts() {
        List<FieldText> texts = new ArrayList<>();
        texts.add(FieldText.ofMember("TypeId", type.id));
        if (name != null) {
            texts.add(FieldText.ofMember("Name", name));
        }
        if (details != null && details.description != null) {
            texts.add(FieldText.ofMember("Description", details.description));
        }
        tags().forEach(tag -> texts.add(FieldText.ofMember("Tags", tag)));
        metadata().forEach((key, value) -> texts.add(FieldText.ofMetadata(key, value)));
        return texts;
    }

    private boolean hasMetadata(String key) {
        return metadata().keySet().stream().anyMatch(there -> IdOrder.same(there, key));
    }

    /** The spelling of the first write stays, whatever the case of later ones (spec 03, section 3). */
    private SdsStream withSpellingOf(SdsStream stream) {
        return new SdsStream(
                id,
                stream.typeId(),
                stream.name(),
                stream.description(),
                stream.indexes(),
                stream.interpolationMode(),
                stream.extrapolationMode(),
                stream.propertyOverrides());
    }

    List<String> tags() {
        return details == null ? List.of() : details.tags;
    }

    Map<String, String> metadata() {
        if (details == null || details.keysAndValues.isEmpty()) {
            return Map.of();
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        Iterator<String> texts = details.keysAndValues.iterator();
        while (texts.hasNext()) {
            metadata.put(texts.next(), texts.next());
        }
        return Collections.unmodifiableMap(metadata);
    }

    /** Keys and values in turn: a fifth of the memory of a map that keeps its order. */
    private static List<String> flat(Map<String, String> metadata) {
        List<String> texts = new ArrayList<>(2 * metadata.size());
        metadata.forEach((key, value) -> {
            texts.add(key);
            texts.add(value);
        });
        return List.copyOf(texts);
    }

    long createdTicks() {
        return createdTicks;
    }

    long modifiedTicks() {
        return details == null ? createdTicks : details.modifiedTicks;
    }

    Dates dates() {
        return new Dates(Ticks.toInstant(createdTicks()), Ticks.toInstant(modifiedTicks()));
    }
}
