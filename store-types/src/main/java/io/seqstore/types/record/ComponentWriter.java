package io.seqstore.types.record;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.IntegerRange;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.TypedValues;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one property of a record into a row. */
@FunctionalInterface
interface ComponentWriter {
    MethodType TO_LONG = MethodType.methodType(long.class, Object.class);
    MethodType TO_DOUBLE = MethodType.methodType(double.class, Object.class);
    MethodType TO_OBJECT = MethodType.methodType(Object.class, Object.class);

    /** Primitive classes whose values all fit these codes, so that they need no check. */
    Map<Class<?>, SdsTypeCode> OWN_CODES = Map.of(
            byte.class, SdsTypeCode.SBYTE,
            short.class, SdsTypeCode.INT16,
            int.class, SdsTypeCode.INT32,
            long.class, SdsTypeCode.INT64);

    /** Throws what the accessor throws. */
    void write(Object event, ColumnBatch batch, int row) throws Throwable;

    /** The writer of a property, from its component or, if it has none, with its default. */
    static ComponentWriter of(EventLayout layout, PropertyLayout property, @Nullable MappedComponent component) {
        EventConverter converter = EventConverter.of(layout);
        if (component == null) {
            Object defaultValue = TypedValues.defaultValue(TypedValues.typeOf(property.property()));
            return (event, batch, row) -> converter.setValue(batch, row, property, defaultValue);
        }
        if (isUncheckedLong(component.valueClass(), property.code())) {
            return ofLong(property, component.accessor());
        }
        boolean isFloating = component.valueClass() == double.class || component.valueClass() == float.class;
        if (isFloating && !property.isKey() && isSameFloat(component.valueClass(), property.code())) {
            return ofDouble(property, component.accessor());
        }
        MethodHandle accessor = component.accessor().asType(TO_OBJECT);
        if (component.valueClass().isEnum()) {
            EnumConstants constants = new EnumConstants(component, property, layout);
            return (event, batch, row) ->
                    converter.setValue(batch, row, property, constants.number((Object) accessor.invokeExact(event)));
        }
        return (event, batch, row) -> converter.setValue(batch, row, property, (Object) accessor.invokeExact(event));
    }

    private static boolean isUncheckedLong(Class<?> valueClass, SdsTypeCode code) {
        if (valueClass == boolean.class || valueClass == char.class) {
            return true;
        }
        SdsTypeCode own = OWN_CODES.get(valueClass);
        if (own == null) {
            return false;
        }
        IntegerRange range = IntegerRange.of(code);
        return range.contains(IntegerRange.of(own).min())
                && range.contains(IntegerRange.of(own).max());
    }

    private static boolean isSameFloat(Class<?> valueClass, SdsTypeCode code) {
        return valueClass == (code == SdsTypeCode.SINGLE ? float.class : double.class);
    }

    private static ComponentWriter ofLong(PropertyLayout property, MethodHandle accessor) {
        // A boolean becomes 0 or 1 only by way of an explicit cast.
        MethodHandle toLong = MethodHandles.explicitCastArguments(accessor, TO_LONG);
        if (property.column() == PropertyLayout.NONE) {
            return (event, batch, row) -> batch.keys()[row] = (long) toLong.invokeExact(event);
        }
        int column = property.column();
        return (event, batch, row) -> batch.longs(column)[row] = (long) toLong.invokeExact(event);
    }

    private static ComponentWriter ofDouble(PropertyLayout property, MethodHandle accessor) {
        MethodHandle toDouble = accessor.asType(TO_DOUBLE);
        int column = property.column();
        return (event, batch, row) -> batch.doubles(column)[row] = (double) toDouble.invokeExact(event);
    }
}
