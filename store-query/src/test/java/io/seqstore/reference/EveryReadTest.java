package io.seqstore.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.seqstore.EventPage;
import io.seqstore.EventStream;
import io.seqstore.JoinRead;
import io.seqstore.RangeRead;
import io.seqstore.Seqstore;
import io.seqstore.WindowRead;
import io.seqstore.core.cursor.EventCursor;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.ReadDeadline;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.shape.Summary;
import io.seqstore.reference.ReferenceReads.Stretch;
import io.seqstore.types.event.Event;
import io.seqstore.types.event.EventConverter;
import io.seqstore.types.schema.SdsTypeProperty;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random reads of every kind of random streams, answered by a store and by {@link ReferenceReads}, wherever the events stand.
 * The seed stands in the name of a test that fails.
 */
class EveryReadTest {
    private static final int STREAMS = 14;
    private static final int WRITES = 7;
    private static final int READS = 12;
    private static final BoundaryType[] BOUNDARIES = BoundaryType.values();

    @TempDir
    Path folder;

    /** Fixed seeds, and one that is new every day. */
    static Stream<Arguments> backingsAndSeeds() {
        return backingsAnd(1, 2, today());
    }

    static Stream<Arguments> backingsAndTwoSeeds() {
        return backingsAnd(1, today());
    }

    private static long today() {
        return System.currentTimeMillis() / 86_400_000L;
    }

    private static Stream<Arguments> backingsAnd(long... seeds) {
        return Arrays.stream(Backing.values())
                .flatMap(backing -> LongStream.of(seeds).mapToObj(seed -> Arguments.of(backing, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("backingsAndSeeds")
    void everyReadAgrees(Backing backing, long seed) {
        Random random = new Random(seed * 31 + backing.ordinal());
        List<RandomStream> streams = new ArrayList<>();
        Seqstore store = backing.open(folder);
        try {
            for (int i = 0; i < STREAMS; i++) {
                RandomStream stream = new RandomStream("s" + i, random);
                stream.create(store);
                streams.add(stream);
            }
            for (int i = 0; i < WRITES; i++) {
                for (RandomStream stream : streams) {
                    if (random.nextInt(8) > 0) {
                        stream.write(stream.in(store), random);
                    }
                }
                backing.between(store, random);
            }
            store = backing.settle(store, folder);
            for (RandomStream stream : streams) {
                new Comparison(stream, stream.in(store), random).compareAll();
            }
        } finally {
            store.close();
        }
    }

    /** Enough events for several blocks, so that figures of blocks serve some of the reads. */
    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("backingsAndTwoSeeds")
    void everyReadOfManyEventsAgrees(Backing backing, long seed) {
        Random random = new Random(seed * 41 + backing.ordinal());
        Seqstore store = backing.open(folder);
        try {
            RandomStream stream = RandomStream.large("large", random);
            stream.create(store);
            stream.fill(stream.in(store), random);
            store.flush();
            for (int i = 0; i < 3; i++) {
                stream.write(stream.in(store), random);
                backing.between(store, random);
            }
            store = backing.settle(store, folder);
            new Comparison(stream, stream.in(store), random).compareAll();
        } finally {
            store.close();
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("backingsAndSeeds")
    void everyJoinAgrees(Backing backing, long seed) {
        Random random = new Random(seed * 37 + backing.ordinal());
        Seqstore store = backing.open(folder);
        try {
            for (int round = 0; round < 6; round++) {
                RandomStream first = new RandomStream("j" + round, random);
                first.create(store);
                List<RandomStream> streams = new ArrayList<>(List.of(first));
                for (int i = random.nextInt(3); i > 0; i--) {
                    RandomStream more = first.another("j" + round + "_" + i, random);
                    more.create(store);
                    streams.add(more);
                }
                for (int i = 0; i < 4; i++) {
                    for (RandomStream stream : streams) {
                        stream.write(stream.in(store), random);
                    }
                    backing.between(store, random);
                }
                if (round == 5) {
                    store = backing.settle(store, folder);
                }
                compareJoins(streams, store, random);
            }
        } finally {
            store.close();
        }
    }

    private static void compareJoins(List<RandomStream> streams, Seqstore store, Random random) {
        List<ReferenceReads> references =
                streams.stream().map(RandomStream::reads).toList();
        for (JoinMode mode : JoinMode.values()) {
            List<List<Event>> windows = new ArrayList<>();
            List<WindowRead> reads = new ArrayList<>();
            StringBuilder asked = new StringBuilder(mode.sdsName());
            for (int i = 0; i < streams.size(); i++) {
                Stretch stretch = stretch(streams.get(i), references.get(i), random);
                EventStream stream = streams.get(i).in(store);
                Filter filter = filter(stream, references.get(i), random);
                windows.add(references.get(i).window(stretch).stream()
                        .filter(filter::matches)
                        .toList());
                reads.add(stream.window(stretch.start(), stretch.end())
                        .boundary(stretch.startBoundary(), stretch.endBoundary())
                        .filter(filter.text()));
                asked.append("; ").append(stretch).append(" where ").append(filter.text());
            }
            List<List<Event>> wanted = ReferenceReads.join(mode, references, windows);
            List<List<Event>> found = JoinRead.of(mode, reads).rows();
            assertEquals(wanted.size(), found.size(), asked::toString);
            for (int i = 0; i < wanted.size(); i++) {
                assertSame(wanted.get(i), found.get(i), asked.toString());
            }
        }
    }

    private static Stretch stretch(RandomStream stream, ReferenceReads reference, Random random) {
        Object a = stream.randomKey(random);
        Object b = random.nextInt(8) == 0 ? a : stream.randomKey(random);
        boolean ascend = reference.compare(a, b) <= 0;
        return new Stretch(ascend ? a : b, ascend ? b : a, boundary(random), boundary(random));
    }

    private static BoundaryType boundary(Random random) {
        return BOUNDARIES[random.nextInt(BOUNDARIES.length)];
    }

    private static Filter filter(EventStream stream, ReferenceReads reference, Random random) {
        return random.nextBoolean()
                ? new Filter("", event -> true)
                : Filter.random(stream.layout(), reference.events, random, random.nextInt(3));
    }

    /** Events are the same when key and all values are; of calculated decimals, the first 25 digits. */
    private static void assertSame(List<Event> wanted, List<Event> found, String asked) {
        boolean same = wanted.size() == found.size();
        for (int i = 0; same && i < wanted.size(); i++) {
            same = isSame(wanted.get(i), found.get(i));
        }
        if (!same) {
            fail(asked + "\nwanted " + wanted + "\nfound  " + found);
        }
    }

    private static boolean isSame(Event wanted, Event found) {
        if (wanted == null || found == null) {
            return wanted == found;
        }
        if (wanted.key() instanceof BigDecimal key && key.compareTo((BigDecimal) found.key()) != 0) {
            return false;
        }
        for (int i = 0; i < wanted.values().size(); i++) {
            Object a = wanted.values().get(i);
            Object b = found.values().get(i);
            boolean same = a instanceof BigDecimal x && b instanceof BigDecimal y
                    ? x.subtract(y).abs().compareTo(x.abs().max(BigDecimal.ONE).movePointLeft(25)) <= 0
                    : Objects.equals(a, b);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** One stream as it stands in a store, and as the reference has it. */
    private static final class Comparison {
        private final RandomStream random;
        private final EventStream stream;
        private final ReferenceReads reference;
        private final Random dice;
        private final String about;

        Comparison(RandomStream random, EventStream stream, Random dice) {
            this.random = random;
            // A deadline that does not pass makes no difference, though it takes other ways.
            this.stream = dice.nextBoolean() ? stream.withDeadline(ReadDeadline.whenCancelled()) : stream;
            this.reference = random.reads();
            this.dice = dice;
            String events =
                    reference.events.size() > 60 ? reference.events.size() + " events" : reference.events.toString();
            this.about = "\n of " + random.definition + "\n of type " + random.type + "\n holding " + events;
        }

        void compareAll() {
            assertSame(
                    reference.first().stream().toList(), stream.first().stream().toList(), "first" + about);
            assertSame(
                    reference.last().stream().toList(), stream.last().stream().toList(), "last" + about);
            for (int i = 0; i < READS; i++) {
                compareFinds();
                compareWindow();
                compareRange();
                comparePages();
                compareFiltered();
                compareInterpolated();
                compareSampled();
                compareSummaries();
            }
        }

        private Filter filter() {
            return EveryReadTest.filter(stream, reference, dice);
        }

        private Stretch stretch() {
            return EveryReadTest.stretch(random, reference, dice);
        }

        private void compareFinds() {
            Object key = random.randomKey(dice);
            Filter filter = filter();
            for (SearchMode mode : SearchMode.values()) {
                Optional<Event> wanted = reference.find(key, mode).filter(filter::matches);
                Optional<Event> found = stream.find(key, mode, filter.text());
                assertSame(
                        wanted.stream().toList(),
                        found.stream().toList(),
                        "find " + mode + " " + key + " where " + filter.text() + about);
            }
        }

        private void compareWindow() {
            Stretch stretch = stretch();
            Filter filter = filter();
            boolean reversed = dice.nextBoolean();
            int skip = dice.nextInt(4) == 0 ? dice.nextInt(6) : 0;
            long count = dice.nextInt(3) == 0 ? dice.nextInt(8) : Long.MAX_VALUE;
            List<Event> wanted = new ArrayList<>(reference.window(stretch));
            if (reversed) {
                Collections.reverse(wanted);
            }
            wanted = wanted.stream()
                    .filter(filter::matches)
                    .skip(skip)
                    .limit(count)
                    .toList();
            WindowRead read = reversed
                    ? stream.window(stretch.end(), stretch.start())
                            .boundary(stretch.endBoundary(), stretch.startBoundary())
                            .reversed()
                    : stream.window(stretch.start(), stretch.end())
                            .boundary(stretch.startBoundary(), stretch.endBoundary());
            read.filter(filter.text()).skip(skip).count(count);
            String asked = (reversed ? "reversed " : "") + "window " + stretch + " where " + filter.text() + " skip "
                    + skip + " count " + count + about;
            assertSame(wanted, read.events(), asked);
            assertSame(wanted, walked(read.cursor()), "cursor of " + asked);
        }

        private List<Event> walked(EventCursor cursor) {
            EventConverter converter = EventConverter.of(stream.layout());
            List<Event> events = new ArrayList<>();
            try (cursor) {
                while (cursor.next()) {
                    events.add(converter.read(cursor.batch(), cursor.row()));
                }
            }
            return events;
        }

        private void compareRange() {
            Object start = random.randomKey(dice);
            BoundaryType boundary = boundary(dice);
            Filter filter = filter();
            boolean reversed = dice.nextBoolean();
            int skip = dice.nextInt(5);
            int count = dice.nextInt(30);
            List<Event> wanted = reference.range(start, boundary, reversed).stream()
                    .filter(filter::matches)
                    .skip(skip)
                    .limit(count)
                    .toList();
            RangeRead read = stream.range(start)
                    .boundary(boundary)
                    .filter(filter.text())
                    .skip(skip)
                    .count(count);
            assertSame(
                    wanted,
                    (reversed ? read.reversed() : read).events(),
                    (reversed ? "reversed " : "") + "range " + boundary + " " + start + " where " + filter.text()
                            + " skip " + skip + " count " + count + about);
        }

        private void comparePages() {
            Stretch stretch = stretch();
            Filter filter = filter();
            List<Event> wanted =
                    reference.window(stretch).stream().filter(filter::matches).toList();
            int size = 1 + dice.nextInt(9) + wanted.size() / 8;
            WindowRead read = stream.window(stretch.start(), stretch.end())
                    .boundary(stretch.startBoundary(), stretch.endBoundary())
                    .filter(filter.text());
            List<Event> found = new ArrayList<>();
            EventPage page = read.page(size);
            found.addAll(page.events());
            while (page.continuation().isPresent()) {
                page = read.page(size, page.continuation().get());
                assertTrue(page.events().size() <= size && !page.events().isEmpty(), about);
                found.addAll(page.events());
            }
            assertSame(wanted, found, "pages of " + size + " of " + stretch + " where " + filter.text() + about);
        }

        private void compareFiltered() {
            Filter filter = Filter.random(stream.layout(), reference.events, dice, dice.nextInt(3));
            List<Event> wanted =
                    reference.events.stream().filter(filter::matches).toList();
            assertSame(wanted, stream.filtered(filter.text()).events(), filter.text() + about);
        }

        private void compareInterpolated() {
            Filter filter = dice.nextInt(4) == 0 ? filter() : new Filter("", event -> true);
            Stretch stretch = stretch();
            int count = 1 + dice.nextInt(12);
            assertSame(
                    reference.interpolated(stretch.start(), stretch.end(), count).stream()
                            .filter(filter::matches)
                            .toList(),
                    stream.interpolated(stretch.start(), stretch.end(), count)
                            .filter(filter.text())
                            .events(),
                    count + " interpolated " + stretch + " where " + filter.text() + about);
            List<Object> indexes = Stream.generate(() -> random.randomKey(dice))
                    .limit(1 + dice.nextInt(10))
                    .toList();
            assertSame(
                    reference.interpolatedAt(indexes),
                    stream.interpolatedAt(indexes.toArray()).events(),
                    "interpolated at " + indexes + about);
        }

        private void compareSampled() {
            ReferenceSummary summaries = new ReferenceSummary(reference, event -> true);
            List<String> sampleBy = random.type.flattenedProperties().stream()
                    .filter(property -> isNumber(property, summaries) && dice.nextBoolean())
                    .map(SdsTypeProperty::id)
                    .toList();
            if (sampleBy.isEmpty()) {
                return;
            }
            Stretch stretch = stretch();
            Filter filter = filter();
            int parts = 1 + dice.nextInt(6);
            List<Event> window =
                    reference.window(stretch).stream().filter(filter::matches).toList();
            assertSame(
                    reference.sampled(stretch, parts, sampleBy, window),
                    stream.sampled(stretch.start(), stretch.end(), parts, sampleBy.toArray(String[]::new))
                            .boundary(stretch.startBoundary(), stretch.endBoundary())
                            .filter(filter.text())
                            .events(),
                    "sampled by " + sampleBy + " in " + parts + " " + stretch + " where " + filter.text() + about);
        }

        private boolean isNumber(SdsTypeProperty property, ReferenceSummary summaries) {
            return property.isKey() || summaries.isSummarized(property);
        }

        private void compareSummaries() {
            Stretch stretch = stretch();
            Filter filter = filter();
            int parts = 1 + dice.nextInt(5);
            ReferenceSummary wanted = new ReferenceSummary(reference, filter::matches);
            List<Summary> found = stream.summaries(stretch.start(), stretch.end(), parts, filter.text());
            String asked = parts + " summaries " + stretch + " where " + filter.text() + about;
            assertEquals(parts, found.size(), asked);
            List<SdsTypeProperty> properties = random.type.flattenedProperties().stream()
                    .filter(wanted::isSummarized)
                    .toList();
            for (int i = 0; i < parts; i++) {
                Summary summary = found.get(i);
                String interval = "interval " + i + " of " + asked;
                assertEquals(wanted.count(stretch.start(), stretch.end(), i, parts), summary.count(), interval);
                assertSame(
                        List.of(
                                wanted.border(stretch.start(), stretch.end(), i, parts),
                                wanted.border(stretch.start(), stretch.end(), i + 1, parts)),
                        List.of(summary.start(), summary.end()),
                        interval);
                assertEquals(properties.stream().map(SdsTypeProperty::id).toList(), summary.properties(), interval);
                for (SdsTypeProperty property : properties) {
                    compare(
                            wanted.of(property, stretch.start(), stretch.end(), i, parts),
                            summary,
                            property,
                            property.id() + " of " + interval);
                }
            }
        }

        private static void compare(
                Map<Statistic, Double> wanted, Summary found, SdsTypeProperty property, String asked) {
            double scale = Math.max(
                    Math.max(1, size(wanted, Statistic.TOTAL)),
                    Math.max(size(wanted, Statistic.MINIMUM), size(wanted, Statistic.MAXIMUM)));
            // Of values that are equal but for rounding, the third and fourth moments are rounding alone.
            boolean isFlat = !(wanted.get(Statistic.POPULATION_STANDARD_DEVIATION) > 1e-4 * scale);
            for (Statistic statistic : Statistic.values()) {
                boolean isShape = statistic == Statistic.SKEWNESS || statistic == Statistic.KURTOSIS;
                boolean hasNone = statistic == Statistic.TOTAL && ReferenceSummary.isPointInTime(property);
                double want = wanted.get(statistic);
                if (hasNone || (isShape && isFlat)) {
                    continue;
                }
                double found1 = found.number(statistic, property.id());
                double tolerance = isShape ? 1e-6 * Math.max(1, Math.abs(want)) : 1e-11 * scale;
                boolean close = Double.isNaN(want)
                        ? Double.isNaN(found1)
                        : want == found1 || Math.abs(want - found1) <= tolerance;
                assertTrue(close, () -> statistic + ": wanted " + want + ", found " + found1 + ", " + asked);
            }
        }

        private static double size(Map<Statistic, Double> of, Statistic statistic) {
            double value = of.get(statistic);
            return Double.isNaN(value) ? 0 : Math.abs(value);
        }
    }
}
