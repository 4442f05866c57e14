package io.seqstore.types.record;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.event.PropertyLayout;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.value.TypedValues;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The constants of a Java enum and the numbers of the members with their names, in both directions. */
final class EnumConstants {
    private final String propertyId;
    private final Class<?> enumClass;
    private final Map<Object, BigInteger> numbers = new HashMap<>();
    private final Map<BigInteger, Object> constants = new HashMap<>();

    /**
     * Pairs the constants with the members of the enum type of a property, by name ignoring case.
     *
     * @throws InvalidRequestException when a constant has no member
     */
    EnumConstants(MappedComponent component, PropertyLayout property, EventLayout layout) {
        SdsType enumType = TypedValues.typeOf(property.property());
        this.propertyId = property.id();
        this.enumClass = component.valueClass();
        for (Object constant : enumClass.getEnumConstants()) {
            String name = ((Enum<?>) constant).name();
            BigInteger number = TypedValues.memberValue(enumType, name)
                    .orElseThrow(() -> component.refused(
                            layout, "has an enum '" + enumType.id() + "' without a member '" + name + "'"));
            numbers.put(constant, number);
            constants.putIfAbsent(number, constant);
        }
    }

    /** The number of a constant, null for null. */
    @Nullable
    BigInteger number(@Nullable Object constant) {
        return numbers.get(constant);
    }

    /**
     * The constant of a number.
     *
     * @throws InvalidRequestException when there is none
     */
    Object constant(Object number) {
        Object constant = constants.get(new BigInteger(number.toString()));
        if (constant == null) {
            throw new InvalidRequestException("Property '" + propertyId + "' holds " + number + ", and no constant of "
                    + enumClass.getName() + " has that number.");
        }
        return constant;
    }
}
