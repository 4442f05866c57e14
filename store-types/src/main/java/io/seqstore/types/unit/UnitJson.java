package io.seqstore.types.unit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seqstore.types.json.Verbosity;
import java.io.IOException;

/** The JSON form of units and quantities (spec 05, section 5). Stateless; safe for all threads, each with its generator. */
public final class UnitJson {
    private UnitJson() {}

    /** Writes a unit; the compact form leaves out an offset of 0. */
    public static void write(SdsUom unit, Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("Id", unit.id());
        json.writeStringField("Abbreviation", unit.abbreviation());
        json.writeStringField("Name", unit.name());
        json.writeStringField("DisplayName", unit.displayName());
        json.writeStringField("QuantityId", unit.quantityId());
        json.writeNumberField("ConversionFactor", unit.conversionFactor());
        if (verbosity == Verbosity.VERBOSE || unit.conversionOffset() != 0) {
            json.writeNumberField("ConversionOffset", unit.conversionOffset());
        }
        json.writeEndObject();
    }

    /** Writes a quantity with its base unit. */
    public static void write(SdsUomQuantity quantity, Verbosity verbosity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("Id", quantity.id());
        json.writeStringField("Name", quantity.name());
        json.writeFieldName("BaseUom");
        write(quantity.baseUom(), verbosity, json);
        json.writeArrayFieldStart("Dimensions");
        for (int exponent : quantity.dimensions()) {
            json.writeNumber(exponent);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
