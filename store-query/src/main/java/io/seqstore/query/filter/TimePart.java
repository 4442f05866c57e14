package io.seqstore.query.filter;

import io.seqstore.types.event.ColumnBatch;
import io.seqstore.types.value.Ticks;
import java.time.LocalDate;

/**
 * A part of a point in time or of a length of time; the names are those of the functions (spec 09, 1.3). Points are split in
 * UTC, those of a DateTimeOffset in their own offset.
 */
enum TimePart {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    YEARS,
    DAYS,
    HOURS,
    MINUTES,
    SECONDS;

    private static final long MINUTE_TICKS = 60 * Ticks.PER_SECOND;
    private static final long HOUR_TICKS = 60 * MINUTE_TICKS;
    private static final long DAY_TICKS = 24 * HOUR_TICKS;
    private static final int DAYS_PER_YEAR = 365;
    private static final long DAYS_BEFORE_1970 = 719_162;

    /** Whether this is a part of a point in time, not of a length of time. */
    boolean isOfPoint() {
        return compareTo(YEARS) < 0;
    }

    Operand of(Operand times) {
        return new Part(this, (LongOperand) times);
    }

    /** The part; of a negative length it is negative. */
    private long of(long ticks) {
        return switch (this) {
            case YEAR -> date(ticks).getYear();
            case MONTH -> date(ticks).getMonthValue();
            case DAY -> date(ticks).getDayOfMonth();
            case HOUR, HOURS -> ticks / HOUR_TICKS % 24;
            case MINUTE, MINUTES -> ticks / MINUTE_TICKS % 60;
            case SECOND, SECONDS -> ticks / Ticks.PER_SECOND % 60;
            case YEARS -> ticks / DAY_TICKS / DAYS_PER_YEAR;
            case DAYS -> ticks / DAY_TICKS;
        };
    }

    private static LocalDate date(long ticks) {
        return LocalDate.ofEpochDay(ticks / DAY_TICKS - DAYS_BEFORE_1970);
    }

    private static final class Part extends LongOperand {
        private final TimePart part;
        private final LongOperand times;

        Part(TimePart part, LongOperand times) {
            // Wide enough for all of them: the days of the longest span are 10 675 199.
            super(Kind.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE);
            this.part = part;
            this.times = times;
        }

        @Override
        void evaluate(ColumnBatch batch, int from, int to) {
            times.evaluate(batch, from, to);
            begin(from, to, times);
            long[] values = times.values();
            long[] out = room(to);
            long[] offsets = times.offsets(batch);
            if (offsets == null) {
                for (int row = from; row < to; row++) {
                    out[row] = part.of(values[row]);
                }
                return;
            }
            for (int row = from; row < to; row++) {
                out[row] = part.of(values[row] + offsets[row] * MINUTE_TICKS);
            }
        }
    }
}
