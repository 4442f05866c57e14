package io.seqstore.types.registry;

import static io.seqstore.types.registry.Definitions.NS;
import static io.seqstore.types.registry.Definitions.dump;
import static io.seqstore.types.registry.Definitions.pump;
import static io.seqstore.types.registry.Definitions.registryOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seqstore.types.InvalidRequestException;
import io.seqstore.types.NotFoundException;
import io.seqstore.types.UnavailableException;
import io.seqstore.types.registry.CreationOutcome.Answered;
import io.seqstore.types.registry.CreationOutcome.Refused;
import io.seqstore.types.registry.RegistryChange.StreamCreated;
import io.seqstore.types.registry.RegistryChange.StreamsCreated;
import io.seqstore.types.schema.SdsExtrapolationMode;
import io.seqstore.types.schema.SdsInterpolationMode;
import io.seqstore.types.schema.SdsStream;
import io.seqstore.types.schema.SdsStream.PropertyOverride;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many streams in one call, and the binary form in which they are logged. */
class StreamBatchTest {
    private static final SdsStream FULL = new SdsStream(
            "Füll \uD800 Δ",
            "PUMP",
            "a name",
            "",
            List.of("Level"),
            SdsInterpolationMode.CONTINUOUS,
            SdsExtrapolationMode.NONE,
            List.of(new PropertyOverride("Level", "meter", null)));

    private static SdsStream stream(String id) {
        return SdsStream.of(id, "Pump");
    }

    @Test
    void everyStreamIsTreatedAsItWouldBeAlone() {
        Registry registry = registryOf(pump());
        registry.getOrCreateStream(NS, stream("there"));
        SdsStream other = new SdsStream("A", "Pump", "other", null, List.of(), null, null, List.of());
        List<CreationOutcome<SdsStream>> outcomes = registry.getOrCreateStreams(
                NS,
                List.of(
                        stream("a"),
                        stream("THERE"),
                        stream("A"),
                        other,
                        stream("no/slash"),
                        SdsStream.of("b", "NoSuchType"),
                        stream("b")));
        assertEquals(new Answered<>(new GetOrCreate.Created<>(stream("a"))), outcomes.get(0));
        assertEquals(new Answered<>(new GetOrCreate.Found<>(stream("there"))), outcomes.get(1));
        assertEquals(new Answered<>(new GetOrCreate.Found<>(stream("a"))), outcomes.get(2));
        assertInstanceOf(GetOrCreate.Conflict.class, outcomes.get(3).orThrow());
        assertThrows(InvalidRequestException.class, () -> outcomes.get(4).orThrow());
        assertInstanceOf(
                NotFoundException.class,
                assertInstanceOf(Refused.class, outcomes.get(5)).reason());
        assertEquals(new Answered<>(new GetOrCreate.Created<>(stream("b"))), outcomes.get(6));
        assertEquals(List.of(stream("a"), stream("b"), stream("there")), registry.streams(NS, 0, 10));
        assertEquals(3, registry.referenceCounts(NS, "Pump").streams());
    }

    @Test
    void oneBatchIsOneChangeOfTheJournalAndItsOrderIsThatOfTheNumbers() {
        List<RegistryChange> journal = new ArrayList<>();
        Registry registry = new Registry(journal::add);
        registry.getOrCreateType(NS, pump());
        registry.getOrCreateStreams(NS, List.of(stream("z"), stream("a")));
        assertEquals(2, journal.size());
        StreamsCreated batch = assertInstanceOf(StreamsCreated.class, journal.get(1));
        assertEquals(
                List.of(0, 1),
                batch.streams().stream().map(StreamCreated::ordinal).toList());
        registry.getOrCreateStreams(NS, List.of(stream("z"), stream("a")));
        registry.getOrCreateStreams(NS, List.of());
        assertEquals(2, journal.size());
    }

    @Test
    void nothingIsCreatedWhenTheJournalFails() {
        boolean[] fails = new boolean[1];
        Registry registry = new Registry(change -> {
            if (fails[0]) {
                throw new UnavailableException("no", "no", "no", Map.of());
            }
        });
        registry.getOrCreateType(NS, pump());
        fails[0] = true;
        assertThrows(UnavailableException.class, () -> registry.getOrCreateStreams(NS, List.of(stream("a"))));
        assertEquals(List.of(), registry.streams(NS, 0, 10));
        assertThrows(NotFoundException.class, () -> registry.getOrCreateStreams("nowhere", List.of(stream("a"))));
    }

    @Test
    void aBatchLongerThanOneChangeIsMadeWhole() {
        Registry registry = registryOf(pump());
        List<SdsStream> streams = IntStream.range(0, StreamBatch.MOST * 2 + 1)
                .mapToObj(i -> stream("s" + i))
                .toList();
        assertTrue(registry.getOrCreateStreams(NS, streams).stream()
                .allMatch(outcome -> outcome.orThrow() instanceof GetOrCreate.Created));
        assertEquals(streams.size(), registry.streamCount());
        StreamEntry last = registry.stream(NS, "S" + (streams.size() - 1));
        assertEquals(streams.size() - 1, last.ordinal());
        assertEquals(last, registry.findStream(last.ordinal()).orElseThrow());
        assertTrue(registry.findStream(streams.size()).isEmpty());
        assertTrue(registry.findStream(-1).isEmpty());
    }

    @Test
    void theBinaryFormBringsBackWhatWasLogged() {
        List<RegistryChange> journal = new ArrayList<>();
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T01:02:03.0000001Z"), ZoneOffset.UTC);
        Registry registry = new Registry(journal::add, clock);
        registry.getOrCreateType(NS, pump());
        registry.getOrCreateStreams(NS, List.of(FULL, stream("plain")));
        registry.getOrCreateStream(NS, new SdsStream("x", "pump", "x", null, List.of(), null, null, List.of()));
        Registry replayed = new Registry(RegistryJournal.none());
        for (RegistryChange change : journal) {
            replayed.replay(RegistryChangeBytes.decode(RegistryChangeBytes.encode(change)));
        }
        assertEquals(dump(registry), dump(replayed));
        assertEquals(FULL, replayed.stream(NS, "füll \uD800 δ").stream());
    }

    @Test
    void bytesThatAreCutOrChangedAreRefusedOrGiveAnotherChange() {
        byte[] bytes = RegistryChangeBytes.encode(
                new StreamsCreated(NS, List.of(new StreamCreated(NS, 3, FULL, Instant.EPOCH))));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> RegistryChangeBytes.decode(cut), "cut to " + length);
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThrows(IllegalArgumentException.class, () -> RegistryChangeBytes.decode(longer));
        for (int at = 0; at < bytes.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) (1 << bit);
                try {
                    RegistryChangeBytes.decode(changed);
                } catch (IllegalArgumentException refused) {
                    // The only other way out.
                }
            }
        }
    }
}
