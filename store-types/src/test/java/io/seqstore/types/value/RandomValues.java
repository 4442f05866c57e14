package io.seqstore.types.value;

import io.seqstore.types.schema.IntegerRange;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Values of scalar codes for tests by seed; borders and special values come often. */
public final class RandomValues {
    private RandomValues() {}

    /** A value that a property of this code can have, null included where it is one. */
    public static Object of(SdsTypeCode code, Random random) {
        if (code.acceptsNull() && random.nextInt(4) == 0) {
            return null;
        }
        return notNull(code, random);
    }

    /** A value that a property of this type can have, null included where it is one. */
    public static Object of(SdsType type, Random random) {
        SdsTypeCode code = type.typeCode();
        if (code.isScalar()) {
            return of(code, random);
        }
        if (code == SdsTypeCode.DB_NULL || random.nextInt(5) == 0) {
            return null;
        }
        int count = random.nextInt(4);
        if (code == SdsTypeCode.OBJECT) {
            Map<String, Object> values = new LinkedHashMap<>();
            type.flattenedProperties().forEach(property -> values.put(property.id(), of(property.type(), random)));
            return values;
        }
        if (code == SdsTypeCode.IDICTIONARY) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            for (int i = 0; i < count; i++) {
                Object key = key(type.genericArguments().get(0).typeCode(), random);
                entries.put(key, of(type.genericArguments().get(1), random));
            }
            return entries;
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(of(TypedValues.elementType(type), random));
        }
        return elements;
    }

    /** A value that a key of this code can have. */
    public static Object key(SdsTypeCode code, Random random) {
        while (true) {
            Object value = notNull(code, random);
            boolean fine = !(value instanceof Double || value instanceof Float)
                    || Double.isFinite(((Number) value).doubleValue());
            if (fine) {
                return value;
            }
        }
    }

    private static Object notNull(SdsTypeCode code, Random random) {
        return switch (code.scalar()) {
            case BOOLEAN -> random.nextBoolean();
            case CHAR -> (char) random.nextInt(0x10000);
            case SINGLE -> single(random);
            case DOUBLE -> binary64(random);
            case DECIMAL -> decimal(random);
            case DATE_TIME -> Ticks.toInstant(ticks(random));
            case DATE_TIME_OFFSET -> {
                // Far enough from both ends for every offset.
                long day = 24 * 3600 * Ticks.PER_SECOND;
                long ticks = day + (long) (random.nextDouble() * (Ticks.MAX - 2 * day));
                yield Offsets.toOffsetDateTime(
                        ticks, random.nextInt(2 * Offsets.MAX_MINUTES + 1) - Offsets.MAX_MINUTES);
            }
            case TIME_SPAN -> Ticks.toDuration(random.nextInt(8) == 0 ? Long.MIN_VALUE : random.nextLong());
            case STRING -> text(random);
            case GUID -> new UUID(random.nextLong(), random.nextLong());
            case VERSION -> version(random);
            default -> integer(code, random);
        };
    }

    private static long ticks(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Ticks.MIN;
            case 1 -> Ticks.MAX;
            default -> (long) (random.nextDouble() * Ticks.MAX);
        };
    }

    private static Object integer(SdsTypeCode code, Random random) {
        IntegerRange range = IntegerRange.of(code);
        BigInteger number =
                switch (random.nextInt(4)) {
                    case 0 -> range.min();
                    case 1 -> range.max();
                    default -> new BigInteger(range.max().bitLength(), random);
                };
        return ScalarValues.ofInteger(code, number);
    }

    private static Object single(Random random) {
        float[] special = {0f, -0f, Float.NaN, Float.NEGATIVE_INFINITY, Float.MIN_VALUE, Float.MAX_VALUE};
        return random.nextInt(3) == 0 ? special[random.nextInt(special.length)] : random.nextFloat() * 1e6f;
    }

    private static Object binary64(Random random) {
        double[] special = {0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE};
        return random.nextInt(3) == 0
                ? special[random.nextInt(special.length)]
                : Double.longBitsToDouble(random.nextLong());
    }

    private static Object decimal(Random random) {
        BigInteger magnitude =
                random.nextInt(6) == 0 ? Decimals.MAX_MAGNITUDE : new BigInteger(random.nextInt(97), random);
        return new BigDecimal(random.nextBoolean() ? magnitude : magnitude.negate(), random.nextInt(29));
    }

    /** Any UTF-16 units, so also halves of pairs that stand alone. */
    private static Object text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> text.append((char) (Character.MIN_SURROGATE + random.nextInt(0x800)));
                case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
                case 2 -> text.append((char) random.nextInt(0x10000));
                default -> text.append((char) random.nextInt(128));
            }
        }
        return text.toString();
    }

    private static Object version(Random random) {
        int build = random.nextInt(3) - 1;
        int revision = build < 0 ? -1 : random.nextInt(3) - 1;
        return new SdsVersion(random.nextInt(Integer.MAX_VALUE), random.nextInt(100), build, revision);
    }
}
