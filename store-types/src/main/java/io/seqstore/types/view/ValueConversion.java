package io.seqstore.types.view;

import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.view.StreamViewMap.MappedProperty;

/** How a value that is not null becomes a value of another type. Stateless, safe for all threads. */
@FunctionalInterface
interface ValueConversion {
    /** Leaves every value as it is. */
    ValueConversion UNCHANGED = value -> value;

    /**
     * The converted value.
     *
     * @throws ConversionFailure when the value has no counterpart
     */
    Object convert(Object value);

    /** The conversion of a mapped pair whose mode is not invalid. */
    static ValueConversion of(MappedProperty pair, SdsType from, SdsType to) {
        SdsTypeCode code = from.typeCode();
        if (Compatibility.isNumeric(code) || code.isEnum()) {
            boolean isSame = code.scalar() == to.typeCode().scalar() && pair.unitChange() == null;
            return isSame ? UNCHANGED : NumberConversion.of(code, to.typeCode(), pair.unitChange());
        }
        return pair.map() == null ? UNCHANGED : ObjectConversion.of(pair.map(), from, to);
    }
}
