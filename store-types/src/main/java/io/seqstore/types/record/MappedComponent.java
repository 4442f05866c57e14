package io.seqstore.types.record;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.value.ScalarValues;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Map;

/**
 * One component of a mapped record.
 *
 * @param recordClass the record class
 * @param component the component
 * @param propertyId id of its property
 * @param accessor reads the component from a record
 */
record MappedComponent(Class<?> recordClass, RecordComponent component, String propertyId, MethodHandle accessor) {

    /** Which wider number classes hold all values of a narrower one, from narrow to wide. */
    private static final Map<Class<?>, Integer> WIDTHS = Map.of(
            Byte.class, 1,
            Short.class, 2,
            Integer.class, 3,
            Long.class, 4);

    Class<?> valueClass() {
        return component.getType();
    }

    /** The class of the component's values when they are objects. */
    Class<?> boxedClass() {
        return MethodType.methodType(valueClass()).wrap().returnType();
    }

    /**
     * The property of this component in a layout.
     *
     * @throws InvalidRequestException when there is none or its values do not fit the component
     */
    PropertyLayout bind(EventLayout layout) {
        PropertyLayout property = layout.find(propertyId)
                .orElseThrow(() -> refused(
                        layout,
                        "has no property '" + propertyId + "'; it has "
                                + layout.properties().stream()
                                        .map(PropertyLayout::id)
                                        .toList()));
        SdsTypeCode code = property.code();
        if (!fits(code)) {
            throw refused(layout, "has a property '" + property.id() + "' of type " + code.sdsName());
        }
        if (valueClass().isPrimitive() && code.acceptsNull()) {
            throw refused(
                    layout,
                    "has a property '" + property.id() + "' that may be null; use "
                            + boxedClass().getSimpleName());
        }
        return property;
    }

    private boolean fits(SdsTypeCode code) {
        if (valueClass().isEnum()) {
            return code.isEnum();
        }
        if (!code.isScalar()) {
            return false;
        }
        Class<?> given = ScalarValues.javaClass(code);
        Class<?> wanted = boxedClass();
        boolean wider = WIDTHS.containsKey(given) && WIDTHS.getOrDefault(wanted, 0) >= WIDTHS.get(given);
        return given == wanted || wider || (given == Float.class && wanted == Double.class);
    }

    InvalidRequestException refused(EventLayout layout, String why) {
        return new InvalidRequestException(
                "Component '" + component.getName() + "' (" + valueClass().getSimpleName() + ") of record "
                        + recordClass.getName() + " does not fit: type '"
                        + layout.type().id() + "' " + why + ".",
                Map.of(
                        "Component",
                        component.getName(),
                        "TypeId",
                        String.valueOf(layout.type().id())));
    }
}
