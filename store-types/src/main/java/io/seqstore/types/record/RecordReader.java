package io.seqstore.types.record;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the one method handle that reads a whole record: the constructor, its arguments taken from the columns. */
@SuppressWarnings("UnusedMethod") // The readers are found by name.
final class RecordReader {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private RecordReader() {}

    /** A row of a batch. */
    record Row(ColumnBatch batch, int row) {}

    /** The handle, of type (Row)Object; the components and their properties stand in the order of the constructor. */
    static MethodHandle of(
            EventLayout layout,
            MethodHandle constructor,
            List<MappedComponent> components,
            List<PropertyLayout> bound) {
        MethodHandle[] arguments = new MethodHandle[components.size()];
        try {
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = argument(layout, components.get(i), bound.get(i));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The readers of this class are its own", e);
        }
        MethodHandle fromRows = MethodHandles.filterArguments(constructor, 0, arguments);
        MethodType fromRow = MethodType.methodType(constructor.type().returnType(), Row.class);
        return MethodHandles.permuteArguments(fromRows, fromRow, new int[arguments.length])
                .asType(MethodType.methodType(Object.class, Row.class));
    }

    private static MethodHandle argument(EventLayout layout, MappedComponent component, PropertyLayout property)
            throws ReflectiveOperationException {
        Class<?> wanted = component.valueClass();
        boolean floating = wanted == double.class || wanted == float.class;
        // Columns and keys of integers hold values of the code, so that narrowing to a class that fits loses nothing.
        if (wanted.isPrimitive() && !floating && property.column() == PropertyLayout.NONE) {
            return cast(find("keyAt", long.class), wanted);
        }
        if (wanted.isPrimitive() && property.column() != PropertyLayout.NONE) {
            MethodHandle slot =
                    floating ? find("doubleAt", double.class, int.class) : find("longAt", long.class, int.class);
            return cast(MethodHandles.insertArguments(slot, 0, property.column()), wanted);
        }
        EventConverter converter = EventConverter.of(layout);
        if (wanted.isEnum()) {
            EnumConstants constants = new EnumConstants(component, property, layout);
            MethodHandle constantAt =
                    find("constantAt", Object.class, EventConverter.class, PropertyLayout.class, EnumConstants.class);
            return cast(MethodHandles.insertArguments(constantAt, 0, converter, property, constants), wanted);
        }
        MethodHandle valueAt = find("valueAt", Object.class, EventConverter.class, PropertyLayout.class, Class.class);
        return cast(MethodHandles.insertArguments(valueAt, 0, converter, property, component.boxedClass()), wanted);
    }

    private static MethodHandle find(String name, Class<?> result, Class<?>... bound)
            throws ReflectiveOperationException {
        MethodType type = MethodType.methodType(result, bound).appendParameterTypes(Row.class);
        return LOOKUP.findStatic(RecordReader.class, name, type);
    }

    private static MethodHandle cast(MethodHandle fromRow, Class<?> wanted) {
        return MethodHandles.explicitCastArguments(fromRow, MethodType.methodType(wanted, Row.class));
    }

    private static long keyAt(Row at) {
        return at.batch.key(at.row);
    }

    private static long longAt(int column, Row at) {
        return at.batch.longs(column)[at.row];
    }

    private static double doubleAt(int column, Row at) {
        return at.batch.doubles(column)[at.row];
    }

    private static @Nullable Object valueAt(
            EventConverter converter, PropertyLayout property, Class<?> wanted, Row at) {
        Object value = converter.value(at.batch, at.row, property);
        return value == null || wanted.isInstance(value) ? value : widened((Number) value, wanted);
    }

    private static Object widened(Number value, Class<?> wanted) {
        if (wanted == Double.class) {
            return value.doubleValue();
        }
        if (wanted == Long.class) {
            return value.longValue();
        }
        return wanted == Integer.class ? (Object) value.intValue() : (Object) value.shortValue();
    }

    private static @Nullable Object constantAt(
            EventConverter converter, PropertyLayout property, EnumConstants constants, Row at) {
        Object number = converter.value(at.batch, at.row, property);
        return number == null ? null : constants.constant(number);
    }
}
