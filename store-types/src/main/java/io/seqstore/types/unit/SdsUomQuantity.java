package io.seqstore.types.unit;

import java.util.List;

/**
 * What can be measured, and the unit to which its other units convert (spec 05, section 5).
 *
 * @param id the identifier, unique ignoring case
 * @param baseUom the unit with factor 1 and offset 0
 * @param dimensions the exponents of length, mass, time, electric current, temperature, amount of substance and luminous
 *     intensity
 */
public record SdsUomQuantity(String id, SdsUom baseUom, List<Integer> dimensions) {
    public SdsUomQuantity {
        dimensions = List.copyOf(dimensions);
    }

    /** The name: the id. */
    public String name() {
        return id;
    }
}
