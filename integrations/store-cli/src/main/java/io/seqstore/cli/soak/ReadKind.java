package io.seqstore.cli.soak;

import io.seqstore.EventPage;
import io.seqstore.EventReader;
import io.seqstore.EventStream;
import io.seqstore.JoinRead;
import io.seqstore.TypedStream;
import io.seqstore.WindowRead;
import io.seqstore.cli.model.Sample;
import io.seqstore.query.request.BoundaryType;
import io.seqstore.query.request.JoinMode;
import io.seqstore.query.request.SearchMode;
import io.seqstore.query.request.Statistic;
import io.seqstore.query.shape.Summary;
import io.seqstore.types.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The reads of a stream, each with the answer that a sorted map gives. The stream is still meanwhile, and has two events. */
enum ReadKind {
    ENDS {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            TypedStream<Sample> samples = stream.as(Sample.class);
            same(Optional.of(events.firstEntry().getValue()), samples.first());
            same(Optional.of(events.lastEntry().getValue()), samples.last());
        }
    },
    FIND {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            long time = time(events, random);
            for (SearchMode mode : SearchMode.values()) {
                Map.@Nullable Entry<Long, Sample> expected =
                        switch (mode) {
                            case EXACT -> events.subMap(time, true, time, true).firstEntry();
                            case EXACT_OR_NEXT -> events.ceilingEntry(time);
                            case NEXT -> events.higherEntry(time);
                            case EXACT_OR_PREVIOUS -> events.floorEntry(time);
                            case PREVIOUS -> events.lowerEntry(time);
                        };
                same(
                        Optional.ofNullable(expected).map(Map.Entry::getValue),
                        stream.as(Sample.class).find(time, mode));
            }
        }
    },
    READER {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            EventReader reader = stream.reader();
            int level = reader.column("level");
            for (int i = 0; i < 10; i++) {
                long time = time(events, random);
                Sample expected = events.get(time);
                boolean found = reader.at(time);
                same(expected != null, found);
                if (expected != null) {
                    same(expected.level(), reader.getDouble(level));
                }
            }
        }
    },
    WINDOW {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            Span span = Span.of(events, random);
            boolean reversed = random.nextBoolean();
            NavigableMap<Long, Sample> expected = span.of(events);
            WindowRead window =
                    reversed ? stream.window(span.to, span.from).reversed() : stream.window(span.from, span.to);
            int skip = random.nextInt(5);
            int count = 1 + random.nextInt(200);
            same(
                    (reversed ? expected.descendingMap() : expected)
                            .values().stream().skip(skip).limit(count).toList(),
                    window.skip(skip).count(count).records(Sample.class));
        }
    },
    CURSOR {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            Span span = Span.of(events, random);
            WindowRead window = stream.window(span.from, span.to).boundary(BoundaryType.OUTSIDE);
            Long before = events.lowerKey(span.from);
            Long after = events.higherKey(span.to);
            NavigableMap<Long, Sample> expected =
                    events.subMap(before == null ? span.from : before, true, after == null ? span.to : after, true);
            try (Stream<Sample> found = window.stream(Sample.class)) {
                same(List.copyOf(expected.values()), found.toList());
            }
        }
    },
    RANGE {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            long time = time(events, random);
            int count = 1 + random.nextInt(300);
            same(
                    events.tailMap(time, true).values().stream().limit(count).toList(),
                    stream.as(Sample.class).range(time, count));
        }
    },
    PAGES {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            Span span = Span.of(events, random);
            int size = 20 + random.nextInt(200);
            WindowRead window = stream.window(span.from, span.to);
            List<Long> times = new ArrayList<>();
            Optional<EventPage> page = Optional.of(window.page(size));
            while (page.isPresent()) {
                page.get().events().forEach(event -> times.add(event.getLong("time")));
                page = page.get().continuation().map(last -> window.page(size, last));
            }
            same(List.copyOf(span.of(events).keySet()), times);
        }
    },
    FILTER {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            double least = events.ceilingEntry(time(events, random)).getValue().level();
            same(
                    events.values().stream()
                            .filter(event -> event.level() >= least)
                            .toList(),
                    stream.filtered("level ge " + least).records(Sample.class));
        }
    },
    INTERPOLATED {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            long time = time(events, random);
            Sample left = events.floorEntry(time).getValue();
            Sample right = events.ceilingEntry(time).getValue();
            double share =
                    left.time() == right.time() ? 0 : (double) (time - left.time()) / (right.time() - left.time());
            List<Event> found = stream.interpolatedAt(time).events();
            same(1, found.size());
            close(
                    left.level() + share * (right.level() - left.level()),
                    found.get(0).getDouble("level"));
        }
    },
    SUMMARY {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            // From event to event, so that nothing has to be calculated at the ends.
            long from = events.floorKey(time(events, random));
            NavigableMap<Long, Sample> expected = events.tailMap(from, true);
            if (expected.size() < 2) {
                return;
            }
            Summary found = stream.summary(from, events.lastKey());
            List<Double> levels = expected.values().stream().map(Sample::level).toList();
            same((long) levels.size(), found.count());
            close(
                    levels.stream().mapToDouble(level -> level).min().orElseThrow(),
                    found.number(Statistic.MINIMUM, "level"));
            close(
                    levels.stream().mapToDouble(level -> level).max().orElseThrow(),
                    found.number(Statistic.MAXIMUM, "level"));
        }
    },
    SAMPLED {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            List<Sample> found = stream.sampled(events.firstKey(), events.lastKey(), 10, "level")
                    .records(Sample.class);
            long previous = Long.MIN_VALUE;
            for (Sample event : found) {
                same(true, event.time() > previous);
                same(Optional.ofNullable(events.get(event.time())), Optional.of(event));
                previous = event.time();
            }
            same(false, found.isEmpty());
        }
    },
    JOIN {
        @Override
        void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random) {
            Span span = Span.of(events, random);
            long last = events.lastKey();
            List<List<@Nullable Event>> rows = JoinRead.of(
                            JoinMode.OUTER, stream.window(events.firstKey(), last), stream.window(span.from, span.to))
                    .rows();
            same(events.size(), rows.size());
            same(
                    (long) span.of(events).size(),
                    rows.stream().filter(row -> row.get(1) != null).count());
        }
    };

    private static final double NEARLY = 1e-9;

    /** Fails unless the stream answers as the map does. */
    abstract void check(EventStream stream, NavigableMap<Long, Sample> events, SplittableRandom random);

    private static void same(Object expected, Object found) {
        WrongAnswer.unlessEqual(expected, found, "read");
    }

    private static void close(double expected, double found) {
        if (Math.abs(expected - found) > NEARLY * Math.max(1, Math.abs(expected))) {
            same(expected, found);
        }
    }

    /** A time between the first and the last event. */
    private static long time(NavigableMap<Long, Sample> events, SplittableRandom random) {
        return random.nextLong(events.firstKey(), events.lastKey() + 1);
    }

    /** A stretch of times, both ends included. */
    private record Span(long from, long to) {
        static Span of(NavigableMap<Long, Sample> events, SplittableRandom random) {
            long one = time(events, random);
            long other = time(events, random);
            return new Span(Math.min(one, other), Math.max(one, other));
        }

        NavigableMap<Long, Sample> of(NavigableMap<Long, Sample> events) {
            return events.subMap(from, true, to, true);
        }
    }
}
