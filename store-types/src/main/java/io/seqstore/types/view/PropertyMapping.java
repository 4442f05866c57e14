package io.seqstore.types.view;

import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.TypedValues;
import io.seqstore.types.view.StreamViewMap.MappedProperty;
import org.jspecify.annotations.Nullable;

/**
 * What makes the values of one target property. Immutable.
 *
 * @param source the property whose values are converted; null when the target property is added
 * @param target the property that gets the values
 * @param isKey whether the values are keys, so that null, NaN and infinities are refused
 * @param conversion what is done with values that are not null
 * @param whenNull what stands for null: null itself where the target has it, else the default of its type
 */
record PropertyMapping(
        @Nullable SdsTypeProperty source,
        SdsTypeProperty target,
        boolean isKey,
        ValueConversion conversion,
        @Nullable Object whenNull) {

    private static final String NO_NULL_KEY = "a value, since it becomes a key";
    private static final String FINITE_KEY = "a finite number, since it becomes a key";

    /** A target property without a source: always its default. */
    static PropertyMapping added(SdsTypeProperty target) {
        return new PropertyMapping(null, target, false, ValueConversion.UNCHANGED, defaultOf(target));
    }

    /** A mapped pair. */
    static PropertyMapping of(MappedProperty pair, SdsTypeProperty source, SdsTypeProperty target, boolean isKey) {
        ValueConversion conversion = ValueConversion.of(pair, TypedValues.typeOf(source), TypedValues.typeOf(target));
        return new PropertyMapping(source, target, isKey, conversion, defaultOf(target));
    }

    /** The default of a type that has null is null, so that it serves for null values too. */
    private static @Nullable Object defaultOf(SdsTypeProperty target) {
        return TypedValues.defaultValue(TypedValues.typeOf(target));
    }

    /**
     * The target value that a source value becomes.
     *
     * @throws ConversionFailure when it has no counterpart
     */
    @Nullable
    Object convert(@Nullable Object value) {
        if (value == null) {
            return isKey ? refuseNullKey() : whenNull;
        }
        Object converted = conversion.convert(value);
        return isKey ? key(converted) : converted;
    }

    /** Null cannot be a key. */
    static Object refuseNullKey() {
        throw new ConversionFailure("null", NO_NULL_KEY);
    }

    /** A floating point number as a key, of which there is only one zero. */
    static double finiteKey(double value) {
        if (!Double.isFinite(value)) {
            throw new ConversionFailure(value, FINITE_KEY);
        }
        return value + 0.0;
    }

    private static Object key(Object value) {
        if (value instanceof Double number) {
            return finiteKey(number);
        }
        return value instanceof Float number ? (Object) (float) finiteKey(number) : value;
    }
}
