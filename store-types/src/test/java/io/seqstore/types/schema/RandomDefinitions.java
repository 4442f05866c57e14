package io.seqstore.types.schema;

import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.unit.Units;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Valid types and streams for tests by seed: nested, derived, with all codes, modes, units and up to three keys. */
public final class RandomDefinitions {
    private static final List<SdsTypeCode> KEY_CODES =
            Arrays.stream(SdsTypeCode.values()).filter(SdsTypeCode::isKeyCode).toList();
    private static final List<SdsTypeCode> ATOMIC =
            Arrays.stream(SdsTypeCode.values()).filter(SdsTypeCode::isAtomic).toList();
    private static final List<SdsTypeCode> ENUMS =
            Arrays.stream(SdsTypeCode.values()).filter(SdsTypeCode::isEnum).toList();
    private static final List<SdsTypeCode> LISTS =
            List.of(SdsTypeCode.ARRAY, SdsTypeCode.ILIST, SdsTypeCode.IENUMERABLE);
    private static final int MAX_DEPTH = 4;

    private final Random random;
    private final String prefix;
    private final List<SdsType> made = new ArrayList<>();
    private int named;

    /**
     * Definitions by a source of randomness.
     *
     * @param prefix how the ids of all types begin
     */
    public RandomDefinitions(Random random, String prefix) {
        this.random = random;
        this.prefix = prefix;
    }

    /** A type that can define a stream: one to three keys, some perhaps inherited. */
    public SdsType keyed() {
        int keys = 1 + random.nextInt(3);
        boolean discrete = random.nextInt(6) == 0;
        int inherited = random.nextInt(3) == 0 ? 1 + random.nextInt(keys) : 0;
        SdsType base = inherited == 0
                ? null
                : withProperties(named(SdsTypeCode.OBJECT), inherited, 1, discrete)
                        .build();
        SdsType.Builder type = named(SdsTypeCode.OBJECT).baseType(base);
        withProperties(type, keys - inherited, 1, discrete);
        return type.interpolation(discrete ? SdsInterpolationMode.DISCRETE : mode())
                .extrapolation(SdsExtrapolationMode.values()[random.nextInt(4)])
                .build();
    }

    private SdsType.Builder withProperties(SdsType.Builder type, int keys, int depth, boolean discrete) {
        List<SdsTypeProperty> properties = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            SdsType keyType = atomic(KEY_CODES.get(random.nextInt(KEY_CODES.size())));
            properties.add(
                    property(SdsTypeProperty.key("k" + named++, keyType).asKey(random.nextInt(5) - 2), discrete));
        }
        for (int i = keys == 0 ? -1 : 0; i < random.nextInt(5); i++) {
            properties.add(property(SdsTypeProperty.of("p ö" + named++, anything(depth + 1)), discrete));
        }
        Collections.shuffle(properties, random);
        return type.properties(properties);
    }

    /** The same property with some of the members that a property may have. */
    private SdsTypeProperty property(SdsTypeProperty plain, boolean discrete) {
        return new SdsTypeProperty(
                plain.id(),
                text(),
                text(),
                plain.order(),
                plain.isKey(),
                random.nextInt(3) == 0 ? random.nextInt(100) : 0,
                plain.type(),
                null,
                random.nextInt(4) == 0 ? unit() : null,
                discrete || random.nextInt(3) > 0 ? null : mode(),
                random.nextInt(5) == 0);
    }

    private SdsType anything(int depth) {
        int kind = depth >= MAX_DEPTH ? random.nextInt(3) : random.nextInt(8);
        return switch (kind) {
            case 0, 1 -> atomic(ATOMIC.get(random.nextInt(ATOMIC.size())));
            case 2 -> SdsType.of(SdsTypeCode.DB_NULL);
            case 3 -> made(enumeration());
            case 4 ->
                made(withProperties(named(SdsTypeCode.OBJECT), 0, depth, false).build());
            case 5 ->
                made(named(LISTS.get(random.nextInt(3)))
                        .genericType(true)
                        .genericArgument(anything(depth + 1))
                        .build());
            case 6 ->
                made(named(SdsTypeCode.IDICTIONARY)
                        .genericArgument(atomic(KEY_CODES.get(random.nextInt(KEY_CODES.size()))))
                        .genericArgument(anything(depth + 1))
                        .build());
            default -> made.isEmpty() ? SdsType.of(SdsTypeCode.DOUBLE) : again();
        };
    }

    private SdsType made(SdsType type) {
        made.add(type);
        return type;
    }

    /** One that was used before. All of them are complete, so that no type can come to stand inside itself. */
    private SdsType again() {
        return made.get(random.nextInt(made.size()));
    }

    private SdsType enumeration() {
        SdsTypeCode code = ENUMS.get(random.nextInt(ENUMS.size()));
        IntegerRange range = IntegerRange.of(code);
        SdsType.Builder type = named(code);
        for (int i = 0; i <= random.nextInt(4); i++) {
            BigInteger value = random.nextBoolean() ? range.max() : BigInteger.valueOf(random.nextInt(100));
            type.property(SdsTypeProperty.member("m" + named++, value));
        }
        return type.build();
    }

    private SdsType atomic(SdsTypeCode code) {
        return random.nextBoolean()
                ? SdsType.of(code)
                : SdsType.builder(code).id(text()).name(code.sdsName()).build();
    }

    private SdsType.Builder named(SdsTypeCode code) {
        SdsType.Builder type = SdsType.builder(code)
                .id(prefix + named++)
                .name(text())
                .description(text())
                .referenceType(random.nextBoolean());
        return random.nextInt(6) == 0 ? type.derivedType(SdsType.reference("any/thing")) : type;
    }

    /** A stream of a type, with indexes and overrides that it allows. */
    public SdsStream stream(String id, SdsType type) {
        boolean discrete = type.interpolationMode() == SdsInterpolationMode.DISCRETE;
        List<String> indexes = new ArrayList<>();
        List<PropertyOverride> overrides = new ArrayList<>();
        for (SdsTypeProperty property : type.flattenedProperties()) {
            boolean indexable = property.type().typeCode().isKeyCode()
                    && type.keyProperties().size() < 3;
            if (indexable && random.nextInt(3) == 0) {
                indexes.add(property.id());
            }
            if (random.nextInt(3) == 0) {
                boolean mayHaveMode = !discrete && !property.isKey() && random.nextBoolean();
                overrides.add(new PropertyOverride(
                        property.id(), random.nextBoolean() ? unit() : null, mayHaveMode ? mode() : null));
            }
        }
        SdsInterpolationMode own = discrete ? SdsInterpolationMode.DISCRETE : mode();
        return new SdsStream(
                id,
                type.id(),
                text(),
                text(),
                indexes,
                random.nextBoolean() ? own : null,
                random.nextBoolean() ? SdsExtrapolationMode.values()[random.nextInt(4)] : null,
                overrides);
    }

    private SdsInterpolationMode mode() {
        // Never Discrete: what lies in a Discrete type may have no modes of its own.
        SdsInterpolationMode mode = SdsInterpolationMode.values()[random.nextInt(SdsInterpolationMode.values().length)];
        return mode == SdsInterpolationMode.DISCRETE ? SdsInterpolationMode.CONTINUOUS : mode;
    }

    private String unit() {
        var unit = Units.all().get(random.nextInt(Units.all().size()));
        return random.nextBoolean() ? unit.id() : unit.abbreviation();
    }

    /** Free text: absent, empty, with quotes and control characters, beyond the basic plane, with half of a pair. */
    public String text() {
        String[] texts = {
            null, "", "a", "two words", "\"\\/\b\n\u0000\u0085", "\ud83d\ude00", "\ud800", "\udc00x", "ß\u00a0"
        };
        return texts[random.nextInt(texts.length)];
    }
}
