package io.seqstore.server.assets;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.NamespaceStreams;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.json.TypeJson;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An asset with the streams that its references point to, and what of its type is missing (spec 10, section 1). As of one
 * moment.
 *
 * @param asset the asset
 * @param assetType its type; null for none
 * @param metadata of the asset and its type together
 * @param streams the references whose streams are there and of the right type
 * @param unresolved the others, and those that its type asks for and it does not have
 */
record ResolvedAsset(
        Asset asset,
        @Nullable AssetType assetType,
        List<MetadataItem> metadata,
        List<ResolvedReference> streams,
        List<UnresolvedReference> unresolved) {

    /**
     * A reference whose stream is there.
     *
     * @param reference the reference
     * @param stream its stream
     * @param type the type of the stream
     */
    record ResolvedReference(StreamReference reference, SdsStream stream, SdsType type) {}

    /**
     * A reference that cannot be used.
     *
     * @param id its id
     * @param name its name
     * @param reason why
     * @param isMissing whether the stream is not there, and not of another type
     */
    record UnresolvedReference(String id, String name, String reason, boolean isMissing) {}

    static ResolvedAsset of(Asset asset, @Nullable AssetType type, NamespaceStreams streams) {
        List<ResolvedReference> resolved = new ArrayList<>();
        List<UnresolvedReference> unresolved = new ArrayList<>();
        for (StreamReference reference : asset.references()) {
            resolve(reference, type, streams, resolved, unresolved);
        }
        if (type != null) {
            for (TypeReference wanted : type.references()) {
                if (asset.referenceById(wanted.id()).isEmpty()) {
                    unresolved.add(new UnresolvedReference(
                            wanted.id(), wanted.name(), "The asset has no reference of this id.", true));
                }
            }
        }
        return new ResolvedAsset(asset, type, metadata(asset, type), resolved, unresolved);
    }

    private static void resolve(
            StreamReference reference,
            @Nullable AssetType type,
            NamespaceStreams streams,
            List<ResolvedReference> resolved,
            List<UnresolvedReference> unresolved) {
        try {
            SdsStream stream = streams.get(reference.streamId());
            Optional<TypeReference> wanted = type == null
                    ? Optional.empty()
                    : type.references().stream()
                            .filter(one -> one.id().equals(reference.id()))
                            .findFirst();
            if (wanted.isPresent() && !wanted.get().typeId().equalsIgnoreCase(stream.typeId())) {
                unresolved.add(new UnresolvedReference(
                        reference.id(),
                        reference.name(),
                        "Stream '" + stream.id() + "' is of type '" + stream.typeId() + "', the asset type asks for '"
                                + wanted.get().typeId() + "'.",
                        false));
            } else {
                resolved.add(new ResolvedReference(reference, stream, streams.type(stream.id())));
            }
        } catch (NotFoundException e) {
            unresolved.add(new UnresolvedReference(reference.id(), reference.name(), e.reason(), true));
        }
    }

    /** Where ids match, the type says what it is and the asset which value it has. */
    private static List<MetadataItem> metadata(Asset asset, @Nullable AssetType type) {
        List<MetadataItem> all = new ArrayList<>();
        for (MetadataItem own : asset.metadata()) {
            all.add(ofType(type, own.id()).map(item -> merged(own, item)).orElse(own));
        }
        if (type != null) {
            for (MetadataItem item : type.metadata()) {
                if (asset.metadata().stream().noneMatch(own -> own.id().equals(item.id()))) {
                    all.add(item);
                }
            }
        }
        return all;
    }

    private static Optional<MetadataItem> ofType(@Nullable AssetType type, String id) {
        return type == null
                ? Optional.empty()
                : type.metadata().stream().filter(item -> item.id().equals(id)).findFirst();
    }

    private static MetadataItem merged(MetadataItem own, MetadataItem ofType) {
        Object value = AssetReader.converted(own.value(), own.code(), ofType.code());
        return value == null ? ofType : ofType.withValue(value);
    }

    /** How the status of the asset is told: the type's way, when the asset has the reference for it. */
    Optional<StatusMapping> status() {
        Optional<AssetType> type = Optional.ofNullable(assetType);
        Optional<StatusMapping> ofType = type.map(AssetType::status);
        boolean typeWins = ofType.isPresent()
                && type.stream().flatMap(one -> one.references().stream()).anyMatch(one -> one.id()
                        .equals(ofType.get().streamReferenceId()));
        return typeWins ? ofType : Optional.ofNullable(asset.status()).or(() -> ofType);
    }

    /** The resolved reference of an id. */
    Optional<ResolvedReference> stream(String referenceId) {
        return streams.stream()
                .filter(one -> one.reference().id().equals(referenceId))
                .findFirst();
    }

    void write(Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("Id", asset.id());
        json.writeStringField("Name", asset.name());
        json.writeBooleanField("Resolved", true);
        String description =
                asset.description() == null && assetType != null ? assetType.description() : asset.description();
        json.writeStringField("Description", description);
        json.writeStringField("AssetTypeId", asset.assetTypeId());
        json.writeStringField("AssetTypeName", assetType == null ? null : assetType.name());
        AssetJson.writeMetadata(metadata, verbosity, json);
        json.writeArrayFieldStart("Streams");
        for (ResolvedReference one : streams) {
            write(one, verbosity, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("UnresolvedStreams");
        for (UnresolvedReference one : unresolved) {
            json.writeStartObject();
            json.writeStringField("Name", one.name());
            json.writeStringField("Id", one.id());
            json.writeStringField("Reason", one.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("UnresolvedMetadata");
        json.writeEndArray();
        writeStatus(json);
        json.writeArrayFieldStart("Tags");
        for (String tag : asset.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(ResolvedReference one, Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "Name",
                one.stream().name() == null ? one.stream().id() : one.stream().name());
        json.writeFieldName("Type");
        TypeJson.write(one.type(), verbosity, json);
        json.writeStringField("StreamReferenceName", one.reference().name());
        json.writeStringField("Id", one.reference().id());
        json.writeStringField("StreamId", one.stream().id());
        json.writeArrayFieldStart("PropertyMaps");
        for (SdsTypeProperty property : one.type().flattenedProperties()) {
            json.writeStartObject();
            json.writeStringField("Id", property.id());
            json.writeStringField("SourcePropertyId", property.id());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writeStatus(JsonGenerator json) throws IOException {
        Optional<StatusMapping> mapping = status();
        json.writeStringField("StatusDefinitionType", mapping.isPresent() ? "StreamPropertyMapping" : null);
        Optional<ResolvedReference> reference = mapping.flatMap(one -> stream(one.streamReferenceId()));
        json.writeFieldName("Status");
        if (reference.isPresent()) {
            json.writeStartObject();
            json.writeStringField("StreamId", reference.get().stream().id());
            json.writeStringField("SourcePropertyId", mapping.orElseThrow().streamPropertyId());
            json.writeEndObject();
        } else {
            json.writeNull();
        }
        json.writeFieldName("UnresolvedStatus");
        if (mapping.isPresent() && reference.isEmpty()) {
            json.writeStartObject();
            json.writeStringField("StreamReferenceId", mapping.get().streamReferenceId());
            json.writeStringField("Reason", "The reference is not there, or its stream is not.");
            json.writeEndObject();
        } else {
            json.writeNull();
        }
    }
}
