package io.seqstore.catalog.chronicle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seqstore.types.index.ByteMemory;
import io.seqstore.types.index.HashedStreamIndex;
import io.seqstore.types.index.StreamIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every index of streams promises ({@link StreamIndex}), asked of all that there are. */
@Timeout(300)
class CatalogIndexContractTest {
    @TempDir
    Path folder;

    /** The keys by ordinal, for the index that does not keep them. */
    private final List<byte[]> keys = new ArrayList<>();

    enum Provider {
        IN_MEMORY {
            @Override
            StreamIndex open(CatalogIndexContractTest test) {
                return new HashedStreamIndex(
                        ByteMemory.onHeap(), (ordinal, key) -> Arrays.equals(test.keys.get(ordinal), key));
            }
        },
        CHRONICLE {
            @Override
            StreamIndex open(CatalogIndexContractTest test) throws IOException {
                return ChronicleStreamIndex.open(test.folder.resolve("index"), "", 0, 200);
            }
        };

        abstract StreamIndex open(CatalogIndexContractTest test) throws IOException;
    }

    private int ordinalFor(byte[] key) {
        keys.add(key);
        return keys.size() - 1;
    }

    private static byte[] key(int number) {
        return ("DEFAULT\0STREAM-" + number).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void anEmptyIndexFindsNothing(Provider provider) throws IOException {
        try (StreamIndex index = provider.open(this)) {
            assertEquals(StreamIndex.NONE, index.find(key(1)));
            index.remove(key(1));
            assertEquals(0, index.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void aKeyHasTheNumberItWasGivenLast(Provider provider) throws IOException {
        try (StreamIndex index = provider.open(this)) {
            int first = ordinalFor(key(1));
            index.put(key(1), first);
            assertEquals(first, index.find(key(1)));
            int second = ordinalFor(key(1));
            index.put(key(1), second);
            assertEquals(second, index.find(key(1)));
            assertEquals(1, index.size());
            index.remove(key(1));
            assertEquals(StreamIndex.NONE, index.find(key(1)));
            assertEquals(0, index.size());
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void keysOfAllLengthsAreKeptApart(Provider provider) throws IOException {
        try (StreamIndex index = provider.open(this)) {
            Map<Integer, byte[]> model = new HashMap<>();
            for (int length = 1; length < 400; length += 7) {
                byte[] long1 = new byte[length];
                Arrays.fill(long1, (byte) -1);
                byte[] other = long1.clone();
                other[length - 1] = 0;
                for (byte[] key : List.of(long1, other)) {
                    int ordinal = ordinalFor(key);
                    index.put(key, ordinal);
                    model.put(ordinal, key);
                }
            }
            model.forEach((ordinal, key) -> assertEquals(ordinal, index.find(key)));
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void behavesLikeAMapAlsoBeyondTheRoomItWasMadeFor(Provider provider) throws IOException {
        try (StreamIndex index = provider.open(this)) {
            SplittableRandom random = new SplittableRandom(5);
            Map<Integer, Integer> model = new HashMap<>();
            for (int step = 0; step < 30_000; step++) {
                int number = random.nextInt(10_000);
                if (random.nextInt(4) > 0) {
                    int ordinal = ordinalFor(key(number));
                    index.put(key(number), ordinal);
                    model.put(number, ordinal);
                } else {
                    index.remove(key(number));
                    model.remove(number);
                }
            }
            assertEquals(model.size(), index.size());
            for (int number = 0; number < 10_000; number++) {
                assertEquals(model.getOrDefault(number, StreamIndex.NONE), index.find(key(number)), "key " + number);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Provider.class)
    void whatWasPutIsFoundByReadersWhileMoreIsPut(Provider provider) throws Exception {
        int all = 20_000;
        for (int i = 0; i < all; i++) {
            ordinalFor(key(i));
        }
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (StreamIndex index = provider.open(this)) {
            AtomicInteger done = new AtomicInteger();
            List<Future<?>> reading = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                int seed = reader;
                reading.add(readers.submit(() -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    while (done.get() < all) {
                        // While a change runs an answer may be wrong or an exception, but there must be one.
                        try {
                            index.find(key(random.nextInt(all)));
                        } catch (RuntimeException overtaken) {
                            // Allowed.
                        }
                    }
                }));
            }
            for (int i = 0; i < all; i++) {
                index.put(key(i), i);
                done.incrementAndGet();
            }
            for (Future<?> one : reading) {
                one.get();
            }
            for (int i = 0; i < all; i++) {
                assertEquals(i, index.find(key(i)));
            }
        } finally {
            readers.shutdownNow();
        }
    }
}
