package io.seqstore;

import io.seqstore.query.plan.ReadCharacteristics;
import io.seqstore.types.SeqstoreException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.registry.StreamEntry;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.List;

/**
 * A stream together with its type as it is after all overrides (spec 03, section 9): the modes of the type are those that
 * the stream is read with, the unit and mode of each property those that count. Immutable.
 *
 * @param stream the definition
 * @param type the type with the overrides applied; it is not registered so
 */
public record ResolvedStream(SdsStream stream, SdsType type) {

    /**
     * Several streams at once.
     *
     * @param streams those that exist, in the order in which they were named
     * @param failures the others
     */
    public record Bulk(List<ResolvedStream> streams, List<Failure> failures) {
        public Bulk {
            streams = List.copyOf(streams);
            failures = List.copyOf(failures);
        }
    }

    /**
     * A stream that could not be resolved.
     *
     * @param streamId its id as it was given
     * @param reason why
     */
    public record Failure(String streamId, SeqstoreException reason) {}

    static ResolvedStream of(StreamEntry entry) {
        EventLayout layout = EventLayout.of(entry.type());
        ReadCharacteristics characteristics = ReadCharacteristics.of(layout, entry.stream());
        SdsType resolved = withOverrides(entry.type(), entry.stream(), layout, characteristics).toBuilder()
                .interpolation(characteristics.wholeEvent())
                .extrapolation(characteristics.extrapolation())
                .build();
        return new ResolvedStream(entry.stream(), resolved);
    }

    /** The type and those that it inherits from. */
    private static SdsType withOverrides(
            SdsType type, SdsStream stream, EventLayout layout, ReadCharacteristics characteristics) {
        List<SdsTypeProperty> properties = type.properties().stream()
                .map(property -> withOverride(property, stream, layout, characteristics))
                .toList();
        SdsType base = type.baseType();
        return type.toBuilder()
                .properties(properties)
                .baseType(base == null ? null : withOverrides(base, stream, layout, characteristics))
                .build();
    }

    private static SdsTypeProperty withOverride(
            SdsTypeProperty property, SdsStream stream, EventLayout layout, ReadCharacteristics characteristics) {
        String uom = stream.overrideOf(property.id()).map(PropertyOverride::uom).orElse(property.uom());
        SdsTypeProperty inUnit = property.withUom(uom);
        return property.isKey()
                ? inUnit
                : inUnit.withInterpolationMode(characteristics.ofProperty(layout.positionOf(property.id())));
    }
}
