/**
 * Units of measure and the quantities they measure: a fixed catalogue and the conversion of values between units of one
 * quantity (spec 05, sections 5 to 7).
 *
 * <p>Lives here: {@link io.seqstore.types.unit.Units} is the catalogue, read from two tables among the resources; {@link
 * io.seqstore.types.unit.UnitConversion} converts; {@link io.seqstore.types.unit.UnitJson} writes. Nothing here changes.
 *
 * <p>May touch {@code schema} and {@code json}.
 */
@org.jspecify.annotations.NullMarked
package io.seqstore.types.unit;
