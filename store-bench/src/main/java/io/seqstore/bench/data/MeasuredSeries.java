package io.seqstore.bench.data;

import io.seqstore.types.value.Ticks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A series that somebody measured, read from a file of lines with a time and a number, separated by commas. Times look like
 * {@code 2013-12-02 21:15:00}, {@code 2013-12-02} or, in two fields, {@code 10/14/2018,00:01}, and count as UTC; the number is
 * the first field behind. Other lines, the heading for one, are passed over. Too short to be measured once, it is repeated,
 * each time behind the one before. Its state is always 0.
 */
public final class MeasuredSeries {
    private static final DateTimeFormatter AMERICAN_DATE = DateTimeFormatter.ofPattern("MM/dd/yyyy");
    private static final int LEAST_FIELDS = 2;
    private static final int LONGEST_NAME = 19;

    private final String name;
    private final long[] keys;
    private final double[] measurements;
    private final int leftOut;

    private MeasuredSeries(String name, long[] keys, double[] measurements, int leftOut) {
        this.name = name;
        this.keys = keys;
        this.measurements = measurements;
        this.leftOut = leftOut;
    }

    /** Reads a file; complains when there are less than two events in it. */
    public static MeasuredSeries read(Path file) {
        List<Event> events = new ArrayList<>();
        int leftOut = 0;
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                Event event = Event.parse(line);
                if (event == null) {
                    continue;
                }
                if (events.isEmpty()
                        || event.key() > events.get(events.size() - 1).key()) {
                    events.add(event);
                } else {
                    leftOut++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (events.size() < LEAST_FIELDS) {
            throw new IllegalArgumentException(file + ": no series of lines with a time and a number");
        }
        return new MeasuredSeries(
                name(file),
                events.stream().mapToLong(Event::key).toArray(),
                events.stream().mapToDouble(Event::measurement).toArray(),
                leftOut);
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return name.substring(0, Math.min(LONGEST_NAME, dot > 0 ? dot : name.length()));
    }

    private record Event(long key, double measurement) {
        /** Null when the line is none. */
        static @Nullable Event parse(String line) {
            String[] fields = line.split(",", -1);
            OptionalLong time = fields.length < LEAST_FIELDS ? OptionalLong.empty() : time(fields[0].strip());
            if (time.isPresent()) {
                return of(time.getAsLong(), fields[1]);
            }
            return fields.length > LEAST_FIELDS ? ofTwoFields(fields) : null;
        }

        private static @Nullable Event ofTwoFields(String[] fields) {
            try {
                LocalDateTime time =
                        LocalDate.parse(fields[0].strip(), AMERICAN_DATE).atTime(LocalTime.parse(fields[1].strip()));
                return of(ticks(time), fields[2]);
            } catch (DateTimeException e) {
                return null;
            }
        }

        private static @Nullable Event of(long key, String number) {
            try {
                double measurement = Double.parseDouble(number);
                return Double.isFinite(measurement) ? new Event(key, measurement) : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private static OptionalLong time(String text) {
            try {
                return OptionalLong.of(ticks(
                        text.length() > "2013-12-02".length()
                                ? LocalDateTime.parse(text.replace(' ', 'T'))
                                : LocalDate.parse(text).atStartOfDay()));
            } catch (DateTimeException e) {
                return OptionalLong.empty();
            }
        }

        private static long ticks(LocalDateTime time) {
            return Ticks.of(time.toInstant(ZoneOffset.UTC));
        }
    }

    /** The name of the file without its ending; only the beginning of a long one. */
    public String name() {
        return name;
    }

    /** How many events it has. */
    public int events() {
        return keys.length;
    }

    /** How many lines are no later than the one before, and were passed over. */
    public int leftOut() {
        return leftOut;
    }

    /** The decimals that all measurements can be written with, up to a limit; -1 when some need more. */
    public int decimals(int most) {
        double scale = 1;
        for (int decimals = 0; decimals <= most; decimals++) {
            double power = scale;
            if (Arrays.stream(measurements).allMatch(value -> Math.rint(value * power) / power == value)) {
                return decimals;
            }
            scale *= 10;
        }
        return -1;
    }

    /** The events, repeated. */
    public EventFeed repeated(long times) {
        // A repetition begins as long after the last event as events are apart on the average.
        long span = keys[keys.length - 1] - keys[0];
        long period = span + Math.max(1, span / (keys.length - 1));
        return new EventFeed() {
            private long round;
            private int row;

            @Override
            public boolean next(EventChunk chunk) {
                chunk.clear();
                while (chunk.count() < chunk.capacity() && round < times) {
                    chunk.add(0, keys[row] + round * period, 0, measurements[row]);
                    row++;
                    if (row == keys.length) {
                        row = 0;
                        round++;
                    }
                }
                return chunk.count() > 0;
            }
        };
    }
}
