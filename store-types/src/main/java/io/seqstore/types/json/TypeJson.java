package io.seqstore.types.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import java.io.IOException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a type (spec 01, section 9). Says nothing about validity: what is read may be a type that no rule
 * allows. A nested object that holds nothing but an id is read as a reference ({@link SdsType#isReference}).
 *
 * <p>Stateless; safe for all threads, each with a parser or generator of its own.
 */
public final class TypeJson {
    /** Deeper definitions are refused while they are read; valid ones have fewer levels. */
    private static final int MAX_DEPTH = 100;

    private final JsonInput input;
    private int depth;

    private TypeJson(JsonParser parser) {
        this.input = new JsonInput(parser);
    }

    /**
     * Reads a type from a parser that stands on its first token, and leaves the parser on its last.
     *
     * @throws io.seqstore.types.InvalidRequestException naming the member that is not what it should be
     * @throws IOException when the text is not JSON or cannot be read
     */
    public static SdsType read(JsonParser parser) throws IOException {
        return new TypeJson(parser).type();
    }

    /** Writes a type with everything that is nested in it. */
    public static void write(SdsType type, Verbosity verbosity, JsonGenerator generator) throws IOException {
        JsonMembers members = new JsonMembers(generator, verbosity);
        generator.writeStartObject();
        members.text("Id", type.id());
        members.text("Name", type.name());
        members.text("Description", type.description());
        members.number("SdsTypeCode", type.typeCode().number());
        members.flag("IsGenericType", type.isGenericType());
        members.flag("IsReferenceType", type.isReferenceType());
        members.list("GenericArguments", type.genericArguments(), nested -> write(nested, verbosity, generator));
        members.list("Properties", type.properties(), property -> write(property, verbosity, generator));
        members.value("BaseType", type.baseType(), nested -> write(nested, verbosity, generator));
        members.list("DerivedTypes", type.derivedTypes(), nested -> write(nested, verbosity, generator));
        members.number("InterpolationMode", type.interpolationMode().number());
        members.number("ExtrapolationMode", type.extrapolationMode().number());
        generator.writeEndObject();
    }

    private static void write(SdsTypeProperty property, Verbosity verbosity, JsonGenerator generator)
            throws IOException {
        JsonMembers members = new JsonMembers(generator, verbosity);
        generator.writeStartObject();
        members.text("Id", property.id());
        members.text("Name", property.name());
        members.text("Description", property.description());
        members.number("Order", property.order());
        members.flag("IsKey", property.isKey());
        members.number("FixedSize", property.fixedSize());
        members.value("SdsType", property.type(), type -> write(type, verbosity, generator));
        members.value("Value", property.value(), (BigInteger value) -> generator.writeNumber(value));
        members.text("Uom", property.uom());
        members.value("InterpolationMode", property.interpolationMode(), mode -> generator.writeNumber(mode.number()));
        if (property.isQuality()) {
            generator.writeBooleanField("IsQuality", true);
        }
        generator.writeEndObject();
    }

    private SdsType type() throws IOException {
        depth++;
        if (depth > MAX_DEPTH) {
            throw input.expected("at most " + MAX_DEPTH + " levels of nested types");
        }
        TypeMembers members = new TypeMembers();
        input.object("a type", members);
        depth--;
        return members.builder.build();
    }

    private @Nullable SdsType typeOrNull() throws IOException {
        return input.isNull() ? null : type();
    }

    private SdsTypeCode typeCode() throws IOException {
        return input.isNull()
                ? SdsTypeCode.EMPTY
                : input.constant("a type code for user types", SdsTypeCode::ofNumber, SdsTypeCode::ofName);
    }

    /** The members of one type while they arrive. */
    private final class TypeMembers implements JsonInput.MemberReader {
        private final SdsType.Builder builder = SdsType.builder(SdsTypeCode.EMPTY);

        @Override
        public void member(String name) throws IOException {
            switch (name) {
                case "id" -> builder.id(input.text());
                case "name" -> builder.name(input.text());
                case "description" -> builder.description(input.text());
                case "sdstypecode" -> builder.typeCode(typeCode());
                case "isgenerictype" -> builder.genericType(input.flag());
                case "isreferencetype" -> builder.referenceType(input.flag());
                case "genericarguments" -> builder.genericArguments(input.list(TypeJson.this::type));
                case "properties" -> builder.properties(input.list(TypeJson.this::property));
                case "basetype" -> builder.baseType(typeOrNull());
                case "derivedtypes" -> builder.derivedTypes(input.list(TypeJson.this::type));
                case "interpolationmode" ->
                    builder.interpolation(
                            input.isNull() ? SdsInterpolationMode.CONTINUOUS : ModeJson.interpolation(input));
                case "extrapolationmode" ->
                    builder.extrapolation(input.isNull() ? SdsExtrapolationMode.ALL : ModeJson.extrapolation(input));
                default -> {
                    // Unknown members are ignored.
                }
            }
        }
    }

    private SdsTypeProperty property() throws IOException {
        PropertyMembers members = new PropertyMembers();
        input.object("a property", members);
        return members.build();
    }

    /** The members of one property while they arrive. */
    private final class PropertyMembers implements JsonInput.MemberReader {
        private @Nullable String id;
        private @Nullable String name;
        private @Nullable String description;
        private int order;
        private boolean isKey;
        private int fixedSize;
        private @Nullable SdsType type;
        private @Nullable BigInteger value;
        private @Nullable String uom;
        private @Nullable SdsInterpolationMode interpolationMode;
        private boolean isQuality;

        @Override
        public void member(String member) throws IOException {
            switch (member) {
                case "id" -> id = input.text();
                case "name" -> name = input.text();
                case "description" -> description = input.text();
                case "order" -> order = input.int32();
                case "iskey" -> isKey = input.flag();
                case "fixedsize" -> fixedSize = input.int32();
                case "sdstype" -> type = typeOrNull();
                case "value" -> value = input.isNull() ? null : input.integer();
                case "uom" -> uom = input.text();
                case "interpolationmode" -> interpolationMode = input.isNull() ? null : ModeJson.interpolation(input);
                case "isquality" -> isQuality = input.flag();
                default -> {
                    // Unknown members are ignored.
                }
            }
        }

        SdsTypeProperty build() {
            if (id == null) {
                throw input.expected("a property with an Id");
            }
            return new SdsTypeProperty(
                    id, name, description, order, isKey, fixedSize, type, value, uom, interpolationMode, isQuality);
        }
    }
}
