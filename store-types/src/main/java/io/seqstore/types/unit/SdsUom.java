package io.seqstore.types.unit;

/**
 * A unit of measure (spec 05, section 5): {@code base = value * factor + offset}. Name and display name of the built-in units
 * are their id.
 *
 * @param id the identifier, unique ignoring case
 * @param abbreviation the symbol; its case counts
 * @param quantityId the quantity that is measured
 * @param factor the exact conversion factor
 * @param offset the exact conversion offset
 */
public record SdsUom(String id, String abbreviation, String quantityId, Ratio factor, Ratio offset) {
    /** The name: the id. */
    public String name() {
        return id;
    }

    /** The name that is shown: the id. */
    public String displayName() {
        return id;
    }

    /** The factor in double precision. */
    public double conversionFactor() {
        return factor.doubleValue();
    }

    /** The offset in double precision. */
    public double conversionOffset() {
        return offset.doubleValue();
    }
}
