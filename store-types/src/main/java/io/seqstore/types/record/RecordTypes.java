package io.seqstore.types.record;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.schema.PrimitiveTypeIds;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.SdsVersion;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The type that a record class describes (spec 01, 9.6). */
final class RecordTypes {
    private static final Map<Class<?>, SdsTypeCode> CODES = Map.ofEntries(
            Map.entry(boolean.class, SdsTypeCode.BOOLEAN),
            Map.entry(Boolean.class, SdsTypeCode.NULLABLE_BOOLEAN),
            Map.entry(char.class, SdsTypeCode.CHAR),
            Map.entry(Character.class, SdsTypeCode.NULLABLE_CHAR),
            Map.entry(byte.class, SdsTypeCode.SBYTE),
            Map.entry(Byte.class, SdsTypeCode.NULLABLE_SBYTE),
            Map.entry(short.class, SdsTypeCode.INT16),
            Map.entry(Short.class, SdsTypeCode.NULLABLE_INT16),
            Map.entry(int.class, SdsTypeCode.INT32),
            Map.entry(Integer.class, SdsTypeCode.NULLABLE_INT32),
            Map.entry(long.class, SdsTypeCode.INT64),
            Map.entry(Long.class, SdsTypeCode.NULLABLE_INT64),
            Map.entry(BigInteger.class, SdsTypeCode.UINT64),
            Map.entry(float.class, SdsTypeCode.SINGLE),
            Map.entry(Float.class, SdsTypeCode.NULLABLE_SINGLE),
            Map.entry(double.class, SdsTypeCode.DOUBLE),
            Map.entry(Double.class, SdsTypeCode.NULLABLE_DOUBLE),
            Map.entry(BigDecimal.class, SdsTypeCode.DECIMAL),
            Map.entry(Instant.class, SdsTypeCode.DATE_TIME),
            Map.entry(OffsetDateTime.class, SdsTypeCode.DATE_TIME_OFFSET),
            Map.entry(Duration.class, SdsTypeCode.TIME_SPAN),
            Map.entry(String.class, SdsTypeCode.STRING),
            Map.entry(UUID.class, SdsTypeCode.GUID),
            Map.entry(SdsVersion.class, SdsTypeCode.VERSION));

    private RecordTypes() {}

    /** The type of a record class; says nothing about validity. */
    static SdsType typeOf(Class<? extends Record> recordClass) {
        SdsType.Builder builder = SdsType.object(idOf(recordClass)).name(recordClass.getSimpleName());
        for (RecordComponent component : recordClass.getRecordComponents()) {
            builder.property(propertyOf(recordClass, component));
        }
        return builder.build();
    }

    /** The id of the property of a component. */
    static String propertyId(RecordComponent component) {
        PropertyId given = component.getAnnotation(PropertyId.class);
        return given == null ? component.getName() : given.value();
    }

    /** The number of an enum constant. */
    @SuppressWarnings("EnumOrdinal") // It is what the builder of the original service uses (spec 01, 9.6).
    static int memberValue(Enum<?> constant) {
        MemberValue given = memberValueAnnotation(constant);
        return given == null ? constant.ordinal() : given.value();
    }

    private static @Nullable MemberValue memberValueAnnotation(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getField(constant.name()).getAnnotation(MemberValue.class);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(constant + " is a constant without a field", e);
        }
    }

    private static SdsTypeProperty propertyOf(Class<?> recordClass, RecordComponent component) {
        Uom uom = component.getAnnotation(Uom.class);
        Interpolation interpolation = component.getAnnotation(Interpolation.class);
        Key key = component.getAnnotation(Key.class);
        SdsTypeProperty property = SdsTypeProperty.of(propertyId(component), valueType(recordClass, component))
                .withUom(uom == null ? null : uom.value())
                .withInterpolationMode(interpolation == null ? null : interpolation.value());
        if (component.isAnnotationPresent(Quality.class)) {
            property = property.asQuality();
        }
        return key == null ? property : property.asKey(key.value());
    }

    private static SdsType valueType(Class<?> recordClass, RecordComponent component) {
        SdsTypeCode code = codeOf(recordClass, component);
        if (code.isEnum()) {
            return enumType(component.getType(), code);
        }
        return SdsType.builder(code)
                .id(PrimitiveTypeIds.of(code))
                .name(code.sdsName())
                .build();
    }

    private static SdsTypeCode codeOf(Class<?> recordClass, RecordComponent component) {
        Class<?> valueClass = component.getType();
        Code given = component.getAnnotation(Code.class);
        SdsTypeCode code = valueClass.isEnum() ? SdsTypeCode.INT32_ENUM : CODES.get(valueClass);
        if (given != null) {
            code = given.value();
            if (!code.isScalar() || code.isEnum() != valueClass.isEnum()) {
                throw unmappable(recordClass, component, "cannot hold type code " + code.sdsName());
            }
        }
        if (code == null) {
            throw unmappable(recordClass, component, "has no type code");
        }
        return component.isAnnotationPresent(Key.class) ? code.withoutNull() : code;
    }

    private static SdsType enumType(Class<?> enumClass, SdsTypeCode code) {
        SdsType.Builder builder = SdsType.builder(code).id(idOf(enumClass)).name(enumClass.getSimpleName());
        for (Object constant : enumClass.getEnumConstants()) {
            Enum<?> member = (Enum<?>) constant;
            builder.member(member.name(), memberValue(member));
        }
        return builder.build();
    }

    private static String idOf(Class<?> mapped) {
        TypeId given = mapped.getAnnotation(TypeId.class);
        if (given != null) {
            return given.value();
        }
        byte[] name = ("seqstore:" + mapped.getName()).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    static InvalidRequestException unmappable(Class<?> recordClass, RecordComponent component, String why) {
        return new InvalidRequestException(
                InvalidRequestException.NOT_VALID,
                "Component '" + component.getName() + "' of record " + recordClass.getName() + " is of class "
                        + component.getType().getName() + ", which " + why + ".",
                "Use a class of a scalar value (spec 01, 5.1), or annotate the component with a fitting @Code.",
                Map.of("Component", component.getName()));
    }
}
