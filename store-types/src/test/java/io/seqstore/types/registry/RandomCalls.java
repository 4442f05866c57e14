package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.SeqstoreException;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import io.seqstore.types.schema.SdsStreamView;
import io.seqstore.types.schema.SdsType;
import io.seqstore.types.schema.SdsTypeCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Sensible and senseless calls on few ids, so that they meet each other. */
final class RandomCalls {
    private static final SdsTypeCode[] CODES = {SdsTypeCode.DOUBLE, SdsTypeCode.INT32, SdsTypeCode.STRING};

    private final Registry registry;
    private final Random random;

    RandomCalls(Registry registry, Random random) {
        this.registry = registry;
        this.random = random;
    }

    void next() {
        try {
            call(random.nextInt(16));
        } catch (SeqstoreException refused) {
            // A refusal changes nothing, which the comparison at the end proves.
            assertTrue(refused.getMessage().length() > 20);
        }
    }

    private void call(int which) {
        String ns = random.nextInt(3) == 0 ? "n" + random.nextInt(2) : NS;
        switch (which) {
            case 0 -> registry.namespaces().getOrCreate(new Namespace("n" + random.nextInt(2), null, "d"));
            case 1 -> registry.namespaces().delete("n" + random.nextInt(2), random.nextInt(3) == 0);
            case 2, 3, 4 -> registry.getOrCreateType(ns, type(0));
            case 5 -> registry.deleteType(ns, id("T"));
            case 6, 7, 8 -> registry.getOrCreateStream(ns, stream());
            case 9 -> registry.createOrUpdateStream(ns, stream());
            case 10 -> registry.deleteStream(ns, id("s"));
            case 11 -> registry.streamLabels().setTags(ns, id("s"), List.of(id("tag"), "ü\ud800"));
            case 12 -> registry.streamLabels().setMetadata(ns, id("s"), Map.of(id("k"), id("v")));
            case 13 -> registry.streamViews().createOrUpdate(ns, SdsStreamView.of(id("v"), id("T"), id("T")));
            case 14 -> registry.streamViews().delete(ns, id("v"));
            default -> registry.changeStreamType(ns, id("s"), id("v"));
        }
    }

    private SdsType type(int depth) {
        SdsType.Builder type = SdsType.object(id("T")).key("k", SdsTypeCode.DATE_TIME);
        type.property("p", CODES[random.nextInt(CODES.length)]);
        if (depth < 3 && random.nextBoolean()) {
            type.property("q", random.nextBoolean() ? SdsType.reference(id("T")) : type(depth + 1));
        }
        return type.build();
    }

    private SdsStream stream() {
        boolean rich = random.nextInt(3) == 0;
        return new SdsStream(
                id("s"),
                id("T"),
                rich ? "name" : null,
                null,
                rich ? List.of("P") : List.of(),
                rich ? SdsInterpolationMode.DISCRETE : null,
                null,
                rich ? List.of(new PropertyOverride("p", "m", null)) : List.of());
    }

    private String id(String kind) {
        String id = kind + random.nextInt(8);
        return random.nextInt(4) == 0 ? id.toLowerCase(Locale.ROOT) : id;
    }
}
