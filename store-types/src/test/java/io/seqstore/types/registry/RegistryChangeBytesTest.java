package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.state;
import static io.seqstore.types.registry.Definitions.withState;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.seqstore.types.registry.RegistryChange.MetadataReplaced;
import io.seqstore.types.registry.RegistryChange.NamespaceCreated;
import io.seqstore.types.registry.RegistryChange.NamespaceDeleted;
import io.seqstore.types.registry.RegistryChange.NamespaceUpdated;
import io.seqstore.types.registry.RegistryChange.OrdinalsSpent;
import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamDeleted;
import io.seqstore.types.registry.RegistryChange.StreamTypeChanged;
import io.seqstore.types.registry.RegistryChange.StreamUpdated;
import io.seqstore.types.registry.RegistryChange.StreamViewDeleted;
import io.seqstore.types.registry.RegistryChange.StreamViewStored;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.registry.RegistryChange.TagsReplaced;
import io.seqstore.types.registry.RegistryChange.TypeDeleted;
import io.seqstore.types.registry.RegistryChange.TypesCreated;
import io.seqstore.types.schema.RandomDefinitions;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import io.seqstore.types.schema.SdsTypeProperty;
import io.seqstore.types.value.Ticks;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is stored of a change brings it back, and nothing else does anything but say so. */
class RegistryChangeBytesTest {
    private static final int KINDS = 14;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Instant FIRST = Ticks.toInstant(Ticks.MIN);
    private static final Instant LAST = Ticks.toInstant(Ticks.MAX);

    /** Half a surrogate pair, a character of more than one byte, one that JSON escapes, and none at all. */
    private static final String ODD = "\ud800 \u0142 \" \0";

    private static final SdsType EMPTY_TYPE = SdsType.of(SdsTypeCode.EMPTY);

    /** Everything that a type can hold, valid or not. */
    private static final SdsType FULL_TYPE = new SdsType(
            ODD,
            "",
            ODD,
            SdsTypeCode.NULLABLE_UINT64_ENUM,
            true,
            true,
            List.of(SdsType.of(SdsTypeCode.DOUBLE), SdsType.reference("nested")),
            List.of(
                    SdsTypeProperty.of("plain", SdsType.of(SdsTypeCode.DATE_TIME)),
                    new SdsTypeProperty(
                            ODD,
                            null,
                            "",
                            Integer.MIN_VALUE,
                            true,
                            Integer.MAX_VALUE,
                            EMPTY_TYPE,
                            BigInteger.ONE.shiftLeft(1000).negate(),
                            ODD,
                            SdsInterpolationMode.CONTINUOUS_NULLABLE_TRAILING,
                            true),
                    SdsTypeProperty.member("none", 0),
                    SdsTypeProperty.member("most", BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)),
                    SdsTypeProperty.member("least", Long.MIN_VALUE)),
            SdsType.builder(SdsTypeCode.OBJECT).id("base").build(),
            List.of(withState("derived", state()), EMPTY_TYPE),
            SdsInterpolationMode.DISCRETE,
            SdsExtrapolationMode.BACKWARD);

    private static final SdsStream FULL_STREAM = new SdsStream(
            ODD,
            ODD,
            "",
            ODD,
            List.of("", ODD),
            SdsInterpolationMode.DISCRETE,
            SdsExtrapolationMode.NONE,
            List.of(
                    new PropertyOverride(ODD, null, null),
                    new PropertyOverride("", "", SdsInterpolationMode.CONTINUOUS)));

    private static final SdsStreamView FULL_VIEW = new SdsStreamView(
            ODD,
            "",
            ODD,
            "from",
            ODD,
            List.of(
                    SdsStreamView.Property.of("", ODD),
                    new SdsStreamView.Property(
                            ODD,
                            "b",
                            new SdsStreamView(
                                    null, null, null, "", "", List.of(SdsStreamView.Property.of("x", "y"))))));

    static List<RegistryChange> changes() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ODD, "");
        metadata.put("", ODD);
        metadata.put("a", "b");
        SdsStream plain = SdsStream.of("s", "T");
        return List.of(
                new NamespaceCreated("", null, null),
                new NamespaceCreated(ODD, "", ODD),
                new NamespaceUpdated("n", ODD, ""),
                new NamespaceUpdated("n", null, null),
                new NamespaceDeleted("n", List.of()),
                new NamespaceDeleted(ODD, List.of(0, Integer.MAX_VALUE, Integer.MIN_VALUE, -1)),
                new TypesCreated("n", List.of(), FIRST),
                new TypesCreated("n", List.of(EMPTY_TYPE, FULL_TYPE, state()), LAST),
                new TypeDeleted("n", ""),
                new TypeDeleted("n", ODD),
                new StreamCreated("n", 0, plain, FIRST),
                new StreamsCreated("n", List.of()),
                new StreamsCreated(
                        ODD,
                        List.of(
                                new StreamCreated(ODD, Integer.MAX_VALUE, FULL_STREAM, LAST),
                                new StreamCreated(ODD, 0, plain, FIRST))),
                new StreamUpdated("n", 0, plain, FIRST),
                new StreamUpdated(ODD, Integer.MAX_VALUE, FULL_STREAM, LAST),
                new StreamDeleted("n", Integer.MIN_VALUE, ""),
                new StreamDeleted("n", Integer.MAX_VALUE, ODD),
                new StreamTypeChanged("n", 0, 1, plain, "", FIRST),
                new StreamTypeChanged(ODD, Integer.MAX_VALUE, Integer.MIN_VALUE, FULL_STREAM, ODD, LAST),
                new TagsReplaced("n", 0, "s", List.of(), FIRST),
                new TagsReplaced("n", Integer.MAX_VALUE, ODD, List.of(ODD, "", ODD), LAST),
                new MetadataReplaced("n", 0, "s", Map.of(), FIRST),
                new MetadataReplaced("n", Integer.MAX_VALUE, ODD, metadata, LAST),
                new StreamViewStored("n", SdsStreamView.of("v", "a", "b"), FIRST),
                new StreamViewStored(ODD, FULL_VIEW, LAST),
                new StreamViewDeleted("n", ""),
                new StreamViewDeleted("n", ODD),
                new OrdinalsSpent("n", 0),
                new OrdinalsSpent("n", Integer.MAX_VALUE));
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @Test
    void everyKindIsHere() {
        assertEquals(
                Set.of(RegistryChange.class.getPermittedSubclasses()),
                Set.copyOf(new ArrayList<Class<?>>(
                        changes().stream().map(Object::getClass).distinct().toList())));
        // A created stream and several of them are one kind in bytes.
        Set<Byte> kinds = new TreeSet<>();
        changes().forEach(change -> kinds.add(RegistryChangeBytes.encode(change)[0]));
        assertEquals(KINDS, kinds.size());
        assertEquals(List.of((byte) 1, (byte) KINDS), List.of(Collections.min(kinds), Collections.max(kinds)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void everyChangeComesBackWithAllThatItHolds(RegistryChange change) {
        byte[] bytes = RegistryChangeBytes.encode(change);
        RegistryChange decoded = RegistryChangeBytes.decode(bytes);
        // One stream is stored as a list of one.
        RegistryChange expected = change instanceof StreamCreated created
                ? new StreamsCreated(created.namespace(), List.of(created))
                : change;
        assertEquals(expected, decoded);
        assertEquals(expected, StoredChange.of(bytes).change());
        if (change instanceof MetadataReplaced replaced) {
            assertEquals(
                    List.copyOf(replaced.metadata().keySet()),
                    List.copyOf(((MetadataReplaced) decoded).metadata().keySet()),
                    "in order");
        }
        assertArrayEquals(bytes, RegistryChangeBytes.encode(decoded));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyTypeComesBackWithReferencesInPlaceOfTheTypesNestedInIt(long seed) {
        RandomDefinitions definitions = new RandomDefinitions(new Random(seed), "T");
        for (int i = 0; i < 50; i++) {
            SdsType type = definitions.keyed();
            TypesCreated change = new TypesCreated("n", List.of(type), FIRST);
            assertEquals(
                    new TypesCreated("n", List.of(TypeReferences.withBareReferences(type)), FIRST),
                    RegistryChangeBytes.decode(RegistryChangeBytes.encode(change)));
        }
    }

    @Test
    void theSizeOfATypeDoesNotDependOnWhatItsNestedTypesHold() {
        SdsType more = state().toBuilder().member("OneMore", 77).build();
        assertEquals(
                RegistryChangeBytes.encode(new TypesCreated("n", List.of(withState("A", state())), FIRST)).length,
                RegistryChangeBytes.encode(new TypesCreated("n", List.of(withState("A", more)), FIRST)).length);
    }

    /** What cannot be read back is lost with everything that was logged behind it. */
    @Test
    void aTextComesBackHoweverLongItIs() {
        RegistryChange change = new NamespaceCreated("n", "x".repeat(20_000_001), null);
        assertTrue(change.equals(RegistryChangeBytes.decode(RegistryChangeBytes.encode(change))));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "nothing | 1 bytes expected | ",
                "a kind and no more | 4 bytes expected | 06",
                "no namespace | a text is absent | 06 ffffffff 02000000 78",
                "a kind that is none | no registry change 0 | 00 02000000 6e 02000000 78",
                "a kind that comes later | no registry change 15 | 0f 02000000 6e 02000000 78",
                "JSON | no registry change 123 | 7b 22 43 68 61 6e 67 65 22 7d",
                "a text that is absent | a text is absent | 06 02000000 6e ffffffff",
                "a text without its end | 2 bytes expected, 1 left | 06 02000000 6e 04000000 78",
                "a text of two gigabytes | bytes expected, 1 left | 06 02000000 6e fdffffff 78",
                "a byte too many | something behind | 06 02000000 6e 02000000 78 00",
                "more ordinals than bytes | 2147483647 things | 04 02000000 6e ffffff7f 00000000",
                "fewer ordinals than none | -1 things | 04 02000000 6e ffffffff",
                "more types than bytes | 2147483647 things | 05 02000000 6e ffffff7f 0000000000000000",
                "a time after the last one | ticks | 05 02000000 6e 00000000 ffffffffffffff7f",
                "a time before the first one | -1 ticks | 05 02000000 6e 00000000 ffffffffffffffff",
                "a type code that is none | no type code 17 | 05 02000000 6e 01000000 ffffffff ffffffff ffffffff 1100"
                        + " 00 00000000 00000000 00000000 00 00 0000000000000000",
                "flags of a type that are none | flags are 8 | 05 02000000 6e 01000000 ffffffff ffffffff ffffffff 0100"
                        + " 08 00000000 00000000 00000000 00 00 0000000000000000",
                "a type without a mode | mode of a type is absent | 05 02000000 6e 01000000 ffffffff ffffffff ffffffff"
                        + " 0100 00 00000000 00000000 00000000 ff 00 0000000000000000",
                "a mode that is none | no extrapolation mode 4 | 05 02000000 6e 01000000 ffffffff ffffffff ffffffff"
                        + " 0100 00 00000000 00000000 00000000 00 04 0000000000000000",
                "a key without its value | bytes | 0b 02000000 6e 00000000 02000000 73 01000000 02000000 61"
                        + " 0000000000000000",
                "flags of a property of a view | flags are 2 | 0c 02000000 6e ffffffff ffffffff ffffffff 00000000"
                        + " 00000000 01000000 00000000 00000000 02 0000000000000000",
            })
    void whatIsNoChangeIsRefusedAndTheReasonIsTold(String example) {
        String[] parts = example.split("\\|", -1);
        byte[] change = HexFormat.of().parseHex(parts[2].replace(" ", ""));
        var e = assertThrows(IllegalArgumentException.class, () -> RegistryChangeBytes.decode(change));
        assertTrue(e.getMessage().contains(parts[1].strip()), e::getMessage);
        assertThrows(IllegalArgumentException.class, () -> StoredChange.of(change));
    }

    /** Of levels that no valid definition has, the reader makes none: its own calls stand inside each other, too. */
    @Test
    void aDefinitionThatIsTooDeepIsRefused() {
        SdsType type = SdsType.of(SdsTypeCode.ARRAY);
        SdsStreamView view = SdsStreamView.of("v", "a", "b");
        for (int level = 1; level < 100; level++) {
            type = SdsType.builder(SdsTypeCode.ARRAY).genericArgument(type).build();
            view = SdsStreamView.of("v", "a", "b").withProperties(List.of(new SdsStreamView.Property("p", "p", view)));
        }
        TypesCreated types = new TypesCreated("n", List.of(type), FIRST);
        StreamViewStored stored = new StreamViewStored("n", view, FIRST);
        assertEquals(types, RegistryChangeBytes.decode(RegistryChangeBytes.encode(types)));
        assertEquals(stored, RegistryChangeBytes.decode(RegistryChangeBytes.encode(stored)));

        SdsType tooDeep =
                SdsType.builder(SdsTypeCode.ARRAY).genericArgument(type).build();
        byte[] types101 = RegistryChangeBytes.encode(new TypesCreated("n", List.of(tooDeep), FIRST));
        assertThrows(IllegalArgumentException.class, () -> RegistryChangeBytes.decode(types101));
        byte[] views101 = RegistryChangeBytes.encode(new StreamViewStored(
                "n", view.withProperties(List.of(new SdsStreamView.Property("p", "p", view))), FIRST));
        assertThrows(IllegalArgumentException.class, () -> RegistryChangeBytes.decode(views101));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatIsCutShortIsRefusedAndEveryFlippedBitIsAChangeOrAnError(RegistryChange change) {
        byte[] bytes = RegistryChangeBytes.encode(change);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> RegistryChangeBytes.decode(cut), "cut to " + length);
        }
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            decodesOrNames(flipped);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyBytesAreAChangeOrAnError(long seed) {
        Random random = new Random(seed);
        List<byte[]> originals =
                changes().stream().map(RegistryChangeBytes::encode).toList();
        for (int i = 0; i < 1_000; i++) {
            byte[] any = new byte[random.nextInt(300)];
            random.nextBytes(any);
            if (any.length > 0) {
                any[0] = (byte) (1 + random.nextInt(KINDS));
            }
            decodesOrNames(any);

            byte[] damaged = originals.get(random.nextInt(originals.size())).clone();
            for (int times = 1 + random.nextInt(4); times > 0; times--) {
                int at = random.nextInt(damaged.length);
                int to = Math.min(damaged.length, at + 1 + random.nextInt(4));
                Arrays.fill(damaged, at, to, (byte) (random.nextBoolean() ? random.nextInt() : -random.nextInt(2)));
            }
            decodesOrNames(damaged);
        }
    }

    /** Whatever comes of it can be stored again, and reading takes memory in proportion to what there is to read. */
    private static void decodesOrNames(byte[] bytes) {
        long before = allocated();
        try {
            RegistryChange change = RegistryChangeBytes.decode(bytes);
            RegistryChangeBytes.encode(change);
        } catch (IllegalArgumentException named) {
            assertTrue(named.getMessage().length() > 10, named::getMessage);
        }
        long taken = allocated() - before;
        assertTrue(taken < (1 << 20) + 1_000L * bytes.length, () -> taken + " bytes for " + bytes.length);
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
