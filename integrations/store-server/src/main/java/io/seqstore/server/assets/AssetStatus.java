package io.seqstore.server.assets;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.EventStream;
import io.seqstore.StreamNamespace;
import io.seqstore.server.problem.Problems;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.PropertyLayout;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is the matter with an asset, as the last event of one of its streams tells (spec 10, section 6).
 *
 * @param assetId the asset
 * @param status what is the matter
 * @param value the value that told it; null when there is no event
 * @param displayName words for it; null for none
 * @param retrieved when it was read
 * @param index the index of the event; null when there is none
 */
record AssetStatus(
        String assetId,
        StatusMapping.Status status,
        @Nullable String value,
        @Nullable String displayName,
        Instant retrieved,
        @Nullable String index) {

    /** Reads the status; ends the request with 422 when none is defined, or it cannot be told. */
    static AssetStatus of(ResolvedAsset asset, StreamNamespace namespace) {
        String id = asset.asset().id();
        StatusMapping mapping = asset.status()
                .orElseThrow(() -> Problems.unprocessable(
                        "The asset has no status.",
                        "Neither asset '" + id + "' nor its type says how its status is told.",
                        Map.of("AssetId", id)));
        var reference = asset.stream(mapping.streamReferenceId()).orElseThrow(() -> unresolvable(id, mapping));
        EventStream stream = namespace.stream(reference.stream().id());
        PropertyLayout property =
                stream.layout().find(mapping.streamPropertyId()).orElseThrow(() -> unresolvable(id, mapping));
        Optional<Event> last = stream.last();
        Instant now = Instant.now();
        if (last.isEmpty()) {
            return new AssetStatus(id, StatusMapping.Status.UNKNOWN, null, null, now, null);
        }
        Event event = last.get();
        Object value = event.get(property.id());
        String index = indexOf(stream, event);
        for (StatusMapping.ValueStatus one : mapping.values()) {
            if (value != null && means(one.value(), value)) {
                return new AssetStatus(id, one.status(), text(value), one.displayName(), now, index);
            }
        }
        return new AssetStatus(id, StatusMapping.Status.UNKNOWN, value == null ? null : text(value), null, now, index);
    }

    private static RuntimeException unresolvable(String id, StatusMapping mapping) {
        return Problems.unprocessable(
                "The status of the asset cannot be told.",
                "Asset '" + id + "' has no stream with the property '" + mapping.streamPropertyId()
                        + "' behind the reference '" + mapping.streamReferenceId() + "'.",
                Map.of("AssetId", id));
    }

    private static String indexOf(EventStream stream, Event event) {
        EventConverter converter = EventConverter.of(stream.layout());
        return converter.keyText(converter.eventKey(event.key()));
    }

    private static boolean means(Object mapped, Object value) {
        if (mapped instanceof BigDecimal number) {
            try {
                return number.compareTo(new BigDecimal(value.toString())) == 0;
            } catch (NumberFormatException e) {
                return false;
            }
        }
        return String.valueOf(mapped).equals(text(value));
    }

    private static String text(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString(number.longValue())
                : String.valueOf(value);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("AssetId", assetId);
        json.writeStringField("Status", status.sdsName());
        json.writeStringField("Value", value);
        json.writeStringField("DisplayName", displayName);
        json.writeStringField("DataRetrievalTime", AssetJson.print(retrieved));
        json.writeStringField("Index", index);
        json.writeEndObject();
    }
}
