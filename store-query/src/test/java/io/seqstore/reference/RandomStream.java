package io.seqstore.reference;

import io.seqstore.EventStream;
import io.seqstore.Seqstore;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventLayout;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.Ticks;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** A random type, a random stream of it in a store, and what was written to it. */
final class RandomStream {
    private static final SdsTypeCode[] CODES = {
        SdsTypeCode.DOUBLE,
        SdsTypeCode.NULLABLE_DOUBLE,
        SdsTypeCode.SINGLE,
        SdsTypeCode.NULLABLE_SINGLE,
        SdsTypeCode.INT32,
        SdsTypeCode.NULLABLE_INT64,
        SdsTypeCode.INT64,
        SdsTypeCode.UINT64,
        SdsTypeCode.BYTE,
        SdsTypeCode.DECIMAL,
        SdsTypeCode.BOOLEAN,
        SdsTypeCode.NULLABLE_BOOLEAN,
        SdsTypeCode.CHAR,
        SdsTypeCode.DATE_TIME,
        SdsTypeCode.NULLABLE_DATE_TIME,
        SdsTypeCode.DATE_TIME_OFFSET,
        SdsTypeCode.TIME_SPAN,
        SdsTypeCode.NULLABLE_TIME_SPAN,
        SdsTypeCode.STRING,
        SdsTypeCode.GUID,
        SdsTypeCode.INT32_ENUM,
        SdsTypeCode.NULLABLE_INT32_ENUM
    };

    private static final int LARGE = 5_000;
    private static final Instant ORIGIN = Instant.parse("1999-12-31T23:59:30Z");

    final Keys keys;
    final SdsType type;
    final SdsStream definition;
    final int spread;
    private final boolean hasOddNumbers;
    private final TreeMap<BigDecimal, Event> model = new TreeMap<>();

    RandomStream(String id, Random random) {
        this(id, random.nextInt(6) == 0 ? 5_000 : 4 + random.nextInt(80), random);
    }

    private RandomStream(String id, int spread, Random random) {
        this.keys = new Keys(Keys.CODES[random.nextInt(Keys.CODES.length)]);
        this.spread = spread;
        this.hasOddNumbers = random.nextInt(4) == 0;
        SdsType.Builder builder = SdsType.object(id + "Type").key("Key", keys.code());
        SdsInterpolationMode ofType = random.nextInt(3) == 0 ? mode(random) : SdsInterpolationMode.CONTINUOUS;
        boolean isDiscrete = ofType == SdsInterpolationMode.DISCRETE;
        List<SdsTypeProperty> properties = new ArrayList<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            SdsTypeCode code = CODES[random.nextInt(CODES.length)];
            SdsTypeProperty property = SdsTypeProperty.of("P" + i, typeOf(code));
            properties.add(
                    !isDiscrete && random.nextInt(4) == 0 ? property.withInterpolationMode(mode(random)) : property);
        }
        properties.forEach(builder::property);
        builder.interpolation(ofType);
        if (random.nextInt(3) == 0) {
            builder.extrapolation(extrapolation(random));
        }
        this.type = builder.build();
        this.definition = definition(id, random);
    }

    private RandomStream(RandomStream other, String id, Random random) {
        this.keys = other.keys;
        this.spread = other.spread;
        this.hasOddNumbers = other.hasOddNumbers;
        this.type = other.type;
        this.definition = definition(id, random);
    }

    /** A stream whose events fill several blocks. */
    static RandomStream large(String id, Random random) {
        return new RandomStream(id, LARGE, random);
    }

    /** Writes an event at every other key or so, in the order of a clock. */
    void fill(EventStream stream, Random random) {
        TreeMap<BigDecimal, Event> filled = new TreeMap<>();
        for (int i = 0; i < spread; i++) {
            Event event = event(randomKey(random), random);
            filled.put(keys.number(event.key()), event);
        }
        stream.insert(filled.values());
        filled.values().forEach(this::remember);
    }

    /** Another stream of the same type. */
    RandomStream another(String id, Random random) {
        return new RandomStream(this, id, random);
    }

    private static SdsType typeOf(SdsTypeCode code) {
        return code.isEnum()
                ? SdsType.builder(code)
                        .id(code.sdsName())
                        .member("Good", 0)
                        .member("Bad", 1)
                        .member("Ugly", 7)
                        .build()
                : SdsType.of(code);
    }

    private static SdsInterpolationMode mode(Random random) {
        SdsInterpolationMode[] modes = SdsInterpolationMode.values();
        return modes[random.nextInt(modes.length)];
    }

    private static SdsExtrapolationMode extrapolation(Random random) {
        SdsExtrapolationMode[] modes = SdsExtrapolationMode.values();
        return modes[random.nextInt(modes.length)];
    }

    /** A stream of the type with modes and overrides of its own, as far as the rules S-6 and S-7 allow. */
    private SdsStream definition(String id, Random random) {
        boolean isDiscrete = type.interpolationMode() == SdsInterpolationMode.DISCRETE;
        SdsStream stream = SdsStream.of(id, type.id());
        if (random.nextInt(3) == 0) {
            stream = stream.withInterpolation(isDiscrete ? SdsInterpolationMode.DISCRETE : mode(random));
        }
        if (random.nextInt(3) == 0) {
            stream = stream.withExtrapolation(extrapolation(random));
        }
        List<PropertyOverride> overrides = new ArrayList<>();
        for (SdsTypeProperty property : type.flattenedProperties()) {
            if (!isDiscrete && !property.isKey() && random.nextInt(4) == 0) {
                overrides.add(new PropertyOverride(property.id(), null, mode(random)));
            }
        }
        return stream.withPropertyOverrides(overrides);
    }

    void create(Seqstore store) {
        store.getOrCreateType(type);
        store.getOrCreateStream(definition);
    }

    EventStream in(Seqstore store) {
        return store.stream(definition.id());
    }

    ReferenceReads reads() {
        return new ReferenceReads(EventLayout.of(type), definition, keys, List.copyOf(model.values()));
    }

    Object randomKey(Random random) {
        return keys.random(random, spread);
    }

    /** Writes a batch in one of the ways there are. */
    void write(EventStream stream, Random random) {
        int most = spread > 1_000 ? 1_500 : 12;
        int kind = random.nextInt(10);
        if (kind < 2 && !model.isEmpty()) {
            removeSome(stream, random);
        } else if (kind == 2 && !model.isEmpty()) {
            removeWindow(stream, random);
        } else if (kind == 3 && !model.isEmpty()) {
            List<Event> events = new ArrayList<>();
            for (Event known : model.values()) {
                if (random.nextInt(3) == 0) {
                    events.add(event(known.key(), random));
                }
            }
            stream.replace(events);
            events.forEach(this::remember);
        } else {
            List<Event> events = new ArrayList<>();
            Object first = randomKey(random);
            for (int i = random.nextInt(most); i >= 0; i--) {
                events.add(event(randomKey(random), random));
            }
            // Many batches lie behind everything that is stored, as those of a clock do.
            if (random.nextBoolean()) {
                events.removeIf(event -> keys.number(event.key()).compareTo(keys.number(first)) < 0);
            }
            stream.update(events);
            events.forEach(this::remember);
        }
    }

    private void remember(Event event) {
        model.put(keys.number(event.key()), event);
    }

    private void removeSome(EventStream stream, Random random) {
        List<Object> removed = model.values().stream()
                .filter(event -> random.nextInt(5) == 0)
                .map(Event::key)
                .toList();
        stream.remove(removed);
        removed.forEach(key -> model.remove(keys.number(key)));
    }

    private void removeWindow(EventStream stream, Random random) {
        Object a = randomKey(random);
        Object b = randomKey(random);
        boolean ascend = keys.number(a).compareTo(keys.number(b)) <= 0;
        Object from = ascend ? a : b;
        Object to = ascend ? b : a;
        // Large streams would be empty most of the time.
        if (spread < 1_000 || random.nextInt(4) == 0) {
            stream.removeWindow(from, to);
            model.subMap(keys.number(from), true, keys.number(to), true).clear();
        }
    }

    private Event event(Object key, Random random) {
        Map<String, Object> values = new HashMap<>();
        values.put("Key", key);
        for (SdsTypeProperty property : type.flattenedProperties()) {
            SdsTypeCode code = property.type().typeCode();
            boolean isNull = code.acceptsNull() && random.nextInt(4) == 0;
            if (!property.isKey() && !isNull && random.nextInt(8) != 0) {
                values.put(property.id(), value(code, random));
            }
        }
        return Event.of(EventLayout.of(type), values);
    }

    private Object value(SdsTypeCode code, Random random) {
        if (code.isEnum()) {
            return new int[] {0, 1, 7}[random.nextInt(3)];
        }
        return switch (code.scalar()) {
            case DOUBLE -> real(random);
            case SINGLE -> (float) real(random);
            case INT32 -> hasOddNumbers ? random.nextInt() : random.nextInt(9) - 4;
            case INT64 -> hasOddNumbers ? random.nextLong() : random.nextInt(9) - 4L;
            case UINT64 -> new BigInteger(hasOddNumbers ? 64 : 3, random);
            case BYTE -> (short) random.nextInt(hasOddNumbers ? 256 : 4);
            case DECIMAL -> BigDecimal.valueOf(random.nextInt(2_000) - 1_000, random.nextInt(4));
            case BOOLEAN -> random.nextBoolean();
            case CHAR -> (char) ('a' + random.nextInt(5));
            case DATE_TIME -> ORIGIN.plusNanos(random.nextInt(100) * 1_234_567_800L);
            case DATE_TIME_OFFSET ->
                ORIGIN.plusNanos(random.nextInt(100) * 1_234_567_800L)
                        .atOffset(ZoneOffset.ofHours(random.nextInt(5) - 2));
            case TIME_SPAN ->
                random.nextInt(3) == 0
                        ? Duration.ofSeconds(random.nextInt(50))
                        : Ticks.toDuration(random.nextInt(99) - 50L);
            case GUID -> new UUID(random.nextInt(3) - 1L, random.nextInt(3) - 1L);
            default -> new String[] {"", "a", "b", "ba", "Z'", "\u00e9", "\uD83D\uDE00"}[random.nextInt(7)];
        };
    }

    private double real(Random random) {
        if (hasOddNumbers) {
            switch (random.nextInt(12)) {
                case 0:
                    return Double.NaN;
                case 1:
                    return -0.0;
                case 2:
                    return random.nextGaussian() * 1e9;
                default:
                    break;
            }
        }
        return random.nextInt(3) == 0 ? random.nextInt(5) : random.nextInt(2_000) / 8.0 - 100;
    }
}
