package io.seqstore.server.assets;

import io.seqstore.server.problem.Problems;
import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From the JSON of assets and asset types to definitions that are complete and valid (spec 10, section 1). Stateless. */
final class AssetReader {
    private static final int MAX_LENGTH = 100;
    private static final List<SdsTypeCode> CODES =
            List.of(SdsTypeCode.INT64, SdsTypeCode.DOUBLE, SdsTypeCode.DATE_TIME, SdsTypeCode.STRING);

    private AssetReader() {}

    /**
     * An asset.
     *
     * @param id its id
     * @param type its type; null when it has none
     * @param before what is stored under the id; null when nothing is
     */
    static Asset asset(JsonTree json, String id, @Nullable AssetType type, @Nullable Asset before) {
        return new Asset(
                id,
                name(json, id),
                json.text("Description").orElse(null),
                json.text("AssetTypeId").orElse(null),
                metadata(json, type, before),
                references(json, type, before),
                tags(json),
                status(json));
    }

    /** An asset type. */
    static AssetType assetType(JsonTree json, String id, @Nullable AssetType before) {
        Concordance<MetadataItem> metadata = new Concordance<>(
                List.of(),
                MetadataItem::id,
                MetadataItem::name,
                name -> before == null ? null : idOfMetadata(before.metadata(), name),
                before != null);
        List<MetadataItem> items = new ArrayList<>();
        for (JsonTree item : json.children("Metadata")) {
            String name = item.text("Name").orElseThrow(() -> item.wrong("Name", "a name"));
            Concordance.Entry<MetadataItem> entry =
                    metadata.entry("Metadata", item.text("Id").orElse(null), name);
            items.add(metadataItem(item, entry.id(), entry.name(), null));
        }
        return new AssetType(
                id, name(json, id), json.text("Description").orElse(null), items, typeReferences(json), status(json));
    }

    private static List<TypeReference> typeReferences(JsonTree json) {
        Set<String> ids = new HashSet<>();
        Set<String> names = new HashSet<>();
        List<TypeReference> references = new ArrayList<>();
        for (JsonTree item : json.children("TypeReferences")) {
            String name = item.text("StreamReferenceName")
                    .or(() -> item.text("StreamReferenceId"))
                    .orElseThrow(() -> item.wrong("StreamReferenceName", "a name"));
            String id = item.text("StreamReferenceId")
                    .orElseGet(() -> UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                            .toString());
            String typeId = item.text("TypeId").orElseThrow(() -> item.wrong("TypeId", "the id of a type"));
            if (!ids.add(id) || !names.add(name)) {
                throw item.wrong("StreamReferenceName", "another id and another name than those before");
            }
            references.add(new TypeReference(id, name, item.text("Description").orElse(null), typeId));
        }
        return references;
    }

    /** The id in a body; absent when there is none. Checked against the rules of asset ids. */
    static Optional<String> id(JsonTree json) {
        return json.text("Id").map(AssetReader::checkedId);
    }

    /** An id that obeys the rules. */
    static String checkedId(String id) {
        boolean valid = !id.isBlank()
                && id.length() <= MAX_LENGTH
                && id.indexOf('/') < 0
                && id.indexOf('\0') < 0
                && id.strip().equals(id);
        if (!valid) {
            throw Problems.invalid("The id of an asset has 1 to " + MAX_LENGTH
                    + " characters, no '/', and no white space at its ends.");
        }
        return id;
    }

    private static String name(JsonTree json, String id) {
        String name = json.text("Name").orElse(id);
        if (name.length() > MAX_LENGTH) {
            throw json.wrong("Name", "at most " + MAX_LENGTH + " characters");
        }
        return name;
    }

    private static List<String> tags(JsonTree json) {
        List<String> tags = json.texts("Tags");
        if (tags.stream().anyMatch(String::isBlank)) {
            throw json.wrong("Tags", "tags that are not blank");
        }
        return tags;
    }

    private static List<MetadataItem> metadata(JsonTree json, @Nullable AssetType type, @Nullable Asset before) {
        Concordance<MetadataItem> concordance = new Concordance<>(
                type == null ? List.of() : type.metadata(),
                MetadataItem::id,
                MetadataItem::name,
                name -> before == null ? null : idOfMetadata(before.metadata(), name),
                before != null);
        List<MetadataItem> items = new ArrayList<>();
        for (JsonTree item : json.children("Metadata")) {
            Concordance.Entry<MetadataItem> entry = concordance.entry(
                    "Metadata", item.text("Id").orElse(null), item.text("Name").orElse(null));
            items.add(metadataItem(item, entry.id(), entry.name(), entry.match()));
        }
        return items;
    }

    private static @Nullable String idOfMetadata(List<MetadataItem> items, String name) {
        return items.stream()
                .filter(item -> item.name().equals(name))
                .map(MetadataItem::id)
                .findFirst()
                .orElse(null);
    }

    private static MetadataItem metadataItem(JsonTree json, String id, String name, @Nullable MetadataItem inherited) {
        Optional<SdsTypeCode> given = json.word("SdsTypeCode").map(word -> code(json, word));
        SdsTypeCode code = given.or(() -> Optional.ofNullable(inherited).map(MetadataItem::code))
                .orElseThrow(() -> json.wrong("SdsTypeCode", "Int64, Double, DateTime or String"));
        Optional<String> uom = json.text("Uom");
        if (inherited != null) {
            boolean same = code == inherited.code()
                    && uom.map(text -> text.equals(inherited.uom())).orElse(true);
            if (!same) {
                throw json.wrong("SdsTypeCode or Uom", "those of the asset type, or none");
            }
        }
        String unit = uom.orElse(inherited == null ? null : inherited.uom());
        Object value = json.any("Value").map(raw -> value(json, code, raw)).orElse(null);
        return new MetadataItem(id, name, json.text("Description").orElse(null), code, unit, value);
    }

    private static SdsTypeCode code(JsonTree json, String word) {
        return CODES.stream()
                .filter(code -> code.sdsName().equalsIgnoreCase(word)
                        || Integer.toString(code.number()).equals(word))
                .findFirst()
                .orElseThrow(() -> json.wrong("SdsTypeCode", "Int64, Double, DateTime or String"));
    }

    private static Object value(JsonTree json, SdsTypeCode code, Object raw) {
        String text = raw instanceof BigDecimal number ? plain(code, number) : String.valueOf(raw);
        boolean fits = raw instanceof String || (raw instanceof BigDecimal && code != SdsTypeCode.DATE_TIME);
        if (!fits) {
            throw json.wrong("Value", "a " + code.sdsName());
        }
        return parsed(json, code, text);
    }

    /** {@code 5.0} is an integer as well. */
    private static String plain(SdsTypeCode code, BigDecimal number) {
        boolean isIntegral =
                code == SdsTypeCode.INT64 && number.stripTrailingZeros().scale() <= 0;
        return isIntegral ? number.toBigInteger().toString() : number.toString();
    }

    private static Object parsed(JsonTree json, SdsTypeCode code, String text) {
        try {
            return code == SdsTypeCode.STRING ? text : ScalarText.parseInput(code, text);
        } catch (InvalidRequestException e) {
            throw json.wrong("Value", "a " + code.sdsName());
        }
    }

    /** A value of another code as one of this code; null when it has no such form. */
    static @Nullable Object converted(@Nullable Object value, SdsTypeCode from, SdsTypeCode to) {
        if (value == null || from == to) {
            return value;
        }
        try {
            String text = from == SdsTypeCode.STRING ? (String) value : ScalarText.print(from, value);
            return to == SdsTypeCode.STRING ? text : ScalarText.parseInput(to, text);
        } catch (InvalidRequestException e) {
            return null;
        }
    }

    private static List<StreamReference> references(JsonTree json, @Nullable AssetType type, @Nullable Asset before) {
        Concordance<TypeReference> concordance = new Concordance<>(
                type == null ? List.of() : type.references(),
                TypeReference::id,
                TypeReference::name,
                name -> before == null
                        ? null
                        : before.references().stream()
                                .filter(reference -> reference.name().equals(name))
                                .map(StreamReference::id)
                                .findFirst()
                                .orElse(null),
                before != null);
        Set<String> streams = new HashSet<>();
        List<StreamReference> references = new ArrayList<>();
        for (JsonTree item : json.children("StreamReferences")) {
            Concordance.Entry<TypeReference> entry = concordance.entry(
                    "StreamReferences",
                    item.text("Id").orElse(null),
                    item.text("Name").orElse(null));
            String streamId = item.text("StreamId")
                    .filter(id -> !id.isBlank())
                    .orElseThrow(() -> item.wrong("StreamId", "the id of a stream"));
            if (!streams.add(streamId.toLowerCase(Locale.ROOT))) {
                throw item.wrong("StreamId", "another stream than those before");
            }
            references.add(new StreamReference(
                    entry.id(), entry.name(), item.text("Description").orElse(null), streamId));
        }
        return references;
    }

    private static @Nullable StatusMapping status(JsonTree json) {
        JsonTree status = json.child("Status").orElse(null);
        if (status == null) {
            return null;
        }
        JsonTree definition = status.child("Definition")
                .orElseThrow(() -> status.wrong("Definition", "a mapping of the values of a property"));
        List<StatusMapping.ValueStatus> values = new ArrayList<>();
        for (JsonTree item : definition.children("ValueStatusMappings")) {
            Object value = item.any("Value")
                    .filter(raw -> raw instanceof String || raw instanceof BigDecimal || raw instanceof Boolean)
                    .orElseThrow(() -> item.wrong("Value", "a value"));
            String word = item.word("Status").orElseThrow(() -> item.wrong("Status", "a status"));
            StatusMapping.Status meaning = StatusMapping.Status.of(word)
                    .orElseThrow(() -> item.wrong("Status", "Unknown, Good, Warning or Bad"));
            values.add(new StatusMapping.ValueStatus(
                    value, meaning, item.text("DisplayName").orElse(null)));
        }
        return new StatusMapping(
                definition
                        .text("StreamReferenceId")
                        .orElseThrow(() -> definition.wrong("StreamReferenceId", "the id of a stream reference")),
                definition
                        .text("StreamPropertyId")
                        .orElseThrow(() -> definition.wrong("StreamPropertyId", "the id of a property")),
                values);
    }
}
