package io.seqstore.types.registry;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.IdOrder;
import io.seqstore.types.schema.IdRule;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What makes the definition of a stream valid (spec 03, sections 2, 5 and 6). Stateless. */
final class StreamRules {
    private static final int MOST_KEYS = 3;
    private static final int MOST_KEYS_BESIDE_AN_INDEX = 2;

    private StreamRules() {}

    /** What can be said before the type of the stream is known: S-1, S-2, and the form of indexes and overrides. */
    static void checkForm(SdsStream stream, Predicate<String> knownUnit) {
        String id = IdRule.check("Stream", stream.id());
        IdRule.check("TypeId of stream '" + id + "'", stream.typeId());
        Set<String> indexed = new TreeSet<>(IdOrder.INSTANCE);
        for (String propertyId : stream.indexes()) {
            if (!indexed.add(propertyId)) {
                throw wrong(stream, propertyId, "Property '" + propertyId + "' is indexed twice; once is enough.");
            }
        }
        Set<String> overridden = new TreeSet<>(IdOrder.INSTANCE);
        for (PropertyOverride override : stream.propertyOverrides()) {
            String propertyId = override.propertyId();
            if (!overridden.add(propertyId)) {
                throw wrong(
                        stream, propertyId, "Property '" + propertyId + "' is overridden twice; one entry is allowed.");
            }
            String uom = override.uom();
            if (uom != null && !knownUnit.test(uom)) {
                throw wrong(
                        stream,
                        propertyId,
                        "The override of property '" + propertyId + "' has the Uom '" + uom
                                + "'; expected the id, name or abbreviation of a known unit.");
            }
        }
    }

    /** What depends on the type of the stream: S-4 to S-7. */
    static void checkAgainst(SdsType type, SdsStream stream) {
        checkType(type, stream.id());
        List<SdsTypeProperty> properties = type.flattenedProperties();
        int keys = type.keyProperties().size();
        for (String propertyId : stream.indexes()) {
            checkIndex(stream, property(stream, properties, propertyId), keys);
        }
        for (PropertyOverride override : stream.propertyOverrides()) {
            checkOverride(stream, type, property(stream, properties, override.propertyId()), override);
        }
        SdsInterpolationMode mode = stream.interpolationMode();
        if (type.interpolationMode() == SdsInterpolationMode.DISCRETE
                && mode != null
                && mode != SdsInterpolationMode.DISCRETE) {
            throw Problems.wrongStream(
                    stream.id(),
                    "Stream '" + stream.id() + "' has the InterpolationMode " + mode.sdsName() + ", but its type '"
                            + type.id() + "' is Discrete; expected none or Discrete.");
        }
    }

    /** S-4: whether a type can be the type of a stream. */
    static void checkType(SdsType type, String streamId) {
        if (type.typeCode() != SdsTypeCode.OBJECT) {
            throw Problems.wrongStream(
                    streamId,
                    "Type '" + type.id() + "' is " + type.typeCode().sdsName()
                            + "; only an Object type can define stream '" + streamId + "'.");
        }
        int keys = type.keyProperties().size();
        if (keys == 0 || keys > MOST_KEYS) {
            throw Problems.wrongStream(
                    streamId,
                    "Type '" + type.id() + "' has " + keys + " key properties; 1 to " + MOST_KEYS
                            + " are needed to define stream '" + streamId + "'.");
        }
    }

    /** What is left of the definition of a stream that gets another type (spec 03, section 4). */
    static SdsStream withType(SdsType type, SdsStream stream) {
        boolean keepsMode = type.interpolationMode() != SdsInterpolationMode.DISCRETE
                || stream.interpolationMode() == SdsInterpolationMode.DISCRETE;
        return new SdsStream(
                stream.id(),
                String.valueOf(type.id()),
                stream.name(),
                stream.description(),
                List.of(),
                keepsMode ? stream.interpolationMode() : null,
                stream.extrapolationMode(),
                List.of());
    }

    private static void checkIndex(SdsStream stream, SdsTypeProperty property, int keys) {
        if (keys > MOST_KEYS_BESIDE_AN_INDEX) {
            throw wrong(
                    stream,
                    property.id(),
                    "Stream '" + stream.id() + "' has a secondary index on '" + property.id()
                            + "', but its type has " + keys + " key properties; at most " + MOST_KEYS_BESIDE_AN_INDEX
                            + " are allowed beside a secondary index.");
        }
        SdsType type = property.type();
        if (type == null || !type.typeCode().isKeyCode()) {
            throw wrong(
                    stream,
                    property.id(),
                    "Property '" + property.id() + "' cannot have a secondary index: it is "
                            + (type == null ? "an enum member" : type.typeCode().sdsName())
                            + "; expected a scalar that is not nullable and not Version.");
        }
    }

    private static void checkOverride(
            SdsStream stream, SdsType type, SdsTypeProperty property, PropertyOverride override) {
        SdsInterpolationMode mode = override.interpolationMode();
        if (mode == null) {
            return;
        }
        if (property.isKey()) {
            throw wrong(
                    stream,
                    property.id(),
                    "The override of key property '" + property.id()
                            + "' has an InterpolationMode, which a key cannot have.");
        }
        if (type.interpolationMode() == SdsInterpolationMode.DISCRETE) {
            throw wrong(
                    stream,
                    property.id(),
                    "The override of property '" + property.id() + "' has the InterpolationMode " + mode.sdsName()
                            + ", but type '" + type.id() + "' is Discrete; expected none.");
        }
    }

    private static SdsTypeProperty property(SdsStream stream, List<SdsTypeProperty> properties, String propertyId) {
        for (SdsTypeProperty property : properties) {
            if (IdOrder.same(property.id(), propertyId)) {
                return property;
            }
        }
        throw wrong(
                stream,
                propertyId,
                "Stream '" + stream.id() + "' names property '" + propertyId + "', which its type '" + stream.typeId()
                        + "' does not have.");
    }

    private static InvalidRequestException wrong(SdsStream stream, String propertyId, String reason) {
        return Problems.wrongStream(stream.id(), propertyId, reason);
    }
}
