package io.seqstore.server.assets;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.types.json.Verbosity;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarText;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of assets and asset types (spec 10, section 1); codes and statuses are written by name. Stateless. */
final class AssetJson {
    private AssetJson() {}

    static void write(Stored<Asset> stored, Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(stored.value(), verbosity, json);
        writeDates(stored, json);
        json.writeEndObject();
    }

    /** Without the dates, which are stored beside it. */
    static void writeStored(Asset asset, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(asset, Verbosity.COMPACT, json);
        json.writeEndObject();
    }

    private static void writeMembers(Asset asset, Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeStringField("Id", asset.id());
        json.writeStringField("Name", asset.name());
        text("Description", asset.description(), verbosity, json);
        text("AssetTypeId", asset.assetTypeId(), verbosity, json);
        writeMetadata(asset.metadata(), verbosity, json);
        json.writeArrayFieldStart("StreamReferences");
        for (StreamReference reference : asset.references()) {
            json.writeStartObject();
            json.writeStringField("Id", reference.id());
            json.writeStringField("Name", reference.name());
            text("Description", reference.description(), verbosity, json);
            json.writeStringField("StreamId", reference.streamId());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("Tags");
        for (String tag : asset.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        writeStatus(asset.status(), verbosity, json);
    }

    static void writeType(Stored<AssetType> stored, Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeTypeMembers(stored.value(), verbosity, json);
        writeDates(stored, json);
        json.writeEndObject();
    }

    /** Without the dates, which are stored beside it. */
    static void writeStoredType(AssetType type, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeTypeMembers(type, Verbosity.COMPACT, json);
        json.writeEndObject();
    }

    private static void writeTypeMembers(AssetType type, Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeStringField("Id", type.id());
        json.writeStringField("Name", type.name());
        text("Description", type.description(), verbosity, json);
        writeMetadata(type.metadata(), verbosity, json);
        json.writeArrayFieldStart("TypeReferences");
        for (TypeReference reference : type.references()) {
            json.writeStartObject();
            json.writeStringField("StreamReferenceId", reference.id());
            json.writeStringField("StreamReferenceName", reference.name());
            text("Description", reference.description(), verbosity, json);
            json.writeStringField("TypeId", reference.typeId());
            json.writeEndObject();
        }
        json.writeEndArray();
        writeStatus(type.status(), verbosity, json);
    }

    private static void writeDates(Stored<?> stored, JsonGenerator json) throws IOException {
        json.writeStringField("CreatedDate", print(stored.created()));
        json.writeStringField("LastModifiedDate", print(stored.modified()));
    }

    static String print(Instant moment) {
        return ScalarText.print(SdsTypeCode.DATE_TIME, moment);
    }

    static void writeMetadata(List<MetadataItem> items, Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("Metadata");
        for (MetadataItem item : items) {
            json.writeStartObject();
            json.writeStringField("Id", item.id());
            json.writeStringField("Name", item.name());
            text("Description", item.description(), verbosity, json);
            json.writeStringField("SdsTypeCode", item.code().sdsName());
            text("Uom", item.uom(), verbosity, json);
            Object value = item.value();
            if (value != null) {
                json.writeFieldName("Value");
                writeValue(value, item.code(), json);
            } else if (verbosity == Verbosity.VERBOSE) {
                json.writeNullField("Value");
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeValue(Object value, SdsTypeCode code, JsonGenerator json) throws IOException {
        if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeString(code == SdsTypeCode.STRING ? (String) value : ScalarText.print(code, value));
        }
    }

    static void writeStatus(@Nullable StatusMapping status, Verbosity verbosity, JsonGenerator json)
            throws IOException {
        if (status == null) {
            if (verbosity == Verbosity.VERBOSE) {
                json.writeNullField("Status");
            }
            return;
        }
        json.writeObjectFieldStart("Status");
        json.writeStringField("DefinitionType", "StreamPropertyMapping");
        json.writeObjectFieldStart("Definition");
        json.writeStringField("StreamReferenceId", status.streamReferenceId());
        json.writeStringField("StreamPropertyId", status.streamPropertyId());
        json.writeArrayFieldStart("ValueStatusMappings");
        for (StatusMapping.ValueStatus value : status.values()) {
            json.writeStartObject();
            json.writeFieldName("Value");
            if (value.value() instanceof BigDecimal number) {
                json.writeNumber(number);
            } else if (value.value() instanceof Boolean flag) {
                json.writeBoolean(flag);
            } else {
                json.writeString(String.valueOf(value.value()));
            }
            json.writeStringField("Status", value.status().sdsName());
            text("DisplayName", value.displayName(), verbosity, json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void text(String name, @Nullable String value, Verbosity verbosity, JsonGenerator json)
            throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        } else if (verbosity == Verbosity.VERBOSE) {
            json.writeNullField(name);
        }
    }
}
