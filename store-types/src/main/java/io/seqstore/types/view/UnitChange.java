package io.seqstore.types.view;

import io.seqstore.types.unit.SdsUom;
import io.seqstore.types.unit.UnitConversion;

/**
 * The values of a property change their unit.
 *
 * @param from the unit in which they are
 * @param to the unit in which they are shown, another one of the same quantity
 */
public record UnitChange(SdsUom from, SdsUom to) {
    /** How values are converted. */
    UnitConversion conversion() {
        return UnitConversion.between(from, to);
    }
}
